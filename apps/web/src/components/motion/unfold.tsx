'use client';

import { AnimatePresence } from 'motion/react';
import * as m from 'motion/react-m';
import type { ReactNode } from 'react';

interface UnfoldProps {
  open: boolean;
  children: ReactNode;
}

/** Opens downwards from the element above it, so that one sees where the content came from. */
export function Unfold({ open, children }: UnfoldProps) {
  return (
    <AnimatePresence initial={false}>
      {open && (
        <m.div
          initial={{ height: 0, opacity: 0 }}
          animate={{ height: 'auto', opacity: 1 }}
          exit={{ height: 0, opacity: 0 }}
          className="overflow-hidden"
        >
          {children}
        </m.div>
      )}
    </AnimatePresence>
  );
}
