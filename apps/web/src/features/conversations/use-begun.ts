'use client';

import { useState } from 'react';
import type { InboxView } from './use-inbox-view';

/** Remembers which conversation was started here until it is left: there the next thing to do is to write. */
export function useBegun(view: InboxView): { begunId: string | null; begin: (id: string) => void } {
  const [begunId, setBegunId] = useState<string | null>(null);
  const [shownId, setShownId] = useState(view.selectedId);
  if (shownId !== view.selectedId) {
    if (shownId === begunId) setBegunId(null);
    setShownId(view.selectedId);
  }
  return {
    begunId,
    begin: (id) => {
      setBegunId(id);
      view.select(id);
    },
  };
}
