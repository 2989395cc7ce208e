'use client';

import { useState, type ReactNode } from 'react';

interface UnfoldProps {
  open: boolean;
  children: ReactNode;
}

/** Opens downwards from the element above it, so that one sees where the content came from; closes the same way. */
export function Unfold({ open, children }: UnfoldProps) {
  const [present, setPresent] = useState(open);
  if (open && !present) setPresent(true);
  if (!present) return null;
  return (
    <div
      inert={!open}
      className={`grid w-full transition-[grid-template-rows,opacity] duration-180 ease-out ${open
        ? 'grid-rows-[1fr] starting:grid-rows-[0fr] starting:opacity-0'
        : 'grid-rows-[0fr] opacity-0'}`}
      onTransitionEnd={(event) => event.target === event.currentTarget && !open && setPresent(false)}
    >
      <div className="min-h-0 overflow-hidden">{children}</div>
    </div>
  );
}
