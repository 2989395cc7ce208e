'use client';

import { useEffect, useRef, useState, type CSSProperties, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { Kbd } from './kbd';

interface HintProps {
  text: string;
  keys?: string;
  side?: 'right' | 'bottom';
  /** One element, which has its own name for screen readers. */
  children: ReactNode;
}

/** A pointer that only passes by sees nothing. */
const pauseMs = 350;
const gapPx = 6;

/** Names the thing under the pointer or focus, with the key that does the same. */
export function Hint({ text, keys, side = 'bottom', children }: HintProps) {
  const [place, setPlace] = useState<CSSProperties | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const show = (around: Element, pause: number) => {
    const anchor = around.firstElementChild;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => anchor && setPlace(placeBeside(anchor.getBoundingClientRect(), side)), pause);
  };
  const hide = () => {
    clearTimeout(timer.current);
    setPlace(null);
  };

  return (
    <span
      className="contents"
      onPointerEnter={(event) => event.pointerType === 'mouse' && show(event.currentTarget, pauseMs)}
      onPointerLeave={hide}
      onPointerDown={hide}
      onFocus={(event) => event.target.matches(':focus-visible') && show(event.currentTarget, 0)}
      onBlur={hide}
      onKeyDown={hide}
    >
      {children}
      {place && createPortal(
        <span
          role="tooltip"
          style={place}
          className="pointer-events-none fixed z-50 flex max-w-60 animate-appear items-center gap-2 rounded-md bg-ink px-2 py-1 text-xs
            text-surface shadow-float"
        >
          {text}
          {keys && <Kbd inverse>{keys}</Kbd>}
        </span>,
        document.body,
      )}
    </span>
  );
}

/** Beside the thing; near an edge of the window it lines up with the thing instead of leaving the window. */
function placeBeside(thing: DOMRect, side: 'right' | 'bottom'): CSSProperties {
  if (side === 'right') return { left: thing.right + gapPx, top: thing.top + thing.height / 2, translate: '0 -50%' };
  const top = thing.bottom + gapPx;
  const middle = thing.left + thing.width / 2;
  if (middle < window.innerWidth * 0.25) return { top, left: thing.left };
  if (middle > window.innerWidth * 0.75) return { top, right: window.innerWidth - thing.right };
  return { top, left: middle, translate: '-50% 0' };
}
