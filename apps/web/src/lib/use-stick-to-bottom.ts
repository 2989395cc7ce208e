'use client';

import { useEffect, useRef, useState } from 'react';

/** Closer to the end than this, the reader follows what arrives. */
const followPx = 60;

/**
 * Keeps a scrolled list at its end while the reader is there. When he has scrolled up, what arrives below does
 * not move him and `isAway` offers the way back; what is added above keeps its place by scroll anchoring.
 */
export function useStickToBottom() {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const [isAway, setIsAway] = useState(false);

  useEffect(() => {
    const view = scroller.current;
    const inner = content.current;
    if (!view || !inner) return;
    let height = inner.scrollHeight;
    const distance = () => view.scrollHeight - view.scrollTop - view.clientHeight;
    const onScroll = () => {
      follows.current = distance() <= followPx;
      if (follows.current) setIsAway(false);
    };
    const observer = new ResizeObserver(() => {
      const grew = inner.scrollHeight > height;
      height = inner.scrollHeight;
      if (follows.current) view.scrollTop = view.scrollHeight;
      else if (grew && distance() > followPx) setIsAway(true);
    });
    view.scrollTop = view.scrollHeight;
    observer.observe(inner);
    observer.observe(view);
    view.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      view.removeEventListener('scroll', onScroll);
    };
  }, []);

  const toBottom = () => {
    follows.current = true;
    setIsAway(false);
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight, behavior: 'smooth' });
  };
  return { scroller, content, isAway, toBottom };
}
