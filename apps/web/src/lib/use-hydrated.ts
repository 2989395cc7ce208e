'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** False in the prerendered page and during hydration, true afterwards: what depends on the browser waits for it. */
export function useHydrated(): boolean {
  return useSyncExternalStore(never, () => true, () => false);
}
