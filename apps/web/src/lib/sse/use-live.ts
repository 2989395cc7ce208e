'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import { apiHeaders } from '../api';
import { keepLive, type LiveStatus } from './live-connection';
import type { ServerEvent } from './read-events';

/** A hidden tab lets go of its connection after this long: browsers allow six per host over HTTP/1.1. */
const hiddenGraceMs = 20_000;

interface LiveHandlers {
  /** Called once per frame with what arrived since the last one. */
  onEvents: (events: ServerEvent[]) => void;
  /** Called when a stream starts without resuming, so that what was missed is read again. */
  onFresh: () => void;
}

/** Listens to an event stream while the component is on a visible page. A null address listens to nothing. */
export function useLive(url: string | null, handlers: LiveHandlers): LiveStatus {
  const [status, setStatus] = useState<LiveStatus>('connecting');
  const onEvents = useEffectEvent((events: ServerEvent[]) => handlers.onEvents(events));
  const onFresh = useEffectEvent(() => handlers.onFresh());

  useEffect(() => {
    if (!url) return;
    let connection: AbortController | null = null;
    let hiddenTimer: ReturnType<typeof setTimeout> | undefined;
    let waiting: ServerEvent[] = [];
    let frame = 0;

    const flush = () => {
      frame = 0;
      const events = waiting;
      waiting = [];
      onEvents(events);
    };
    const connect = () => {
      if (connection) return;
      connection = new AbortController();
      void keepLive({
        url,
        headers: apiHeaders,
        signal: connection.signal,
        onStatus: setStatus,
        onOpen: (fresh) => {
          if (fresh) onFresh();
        },
        onEvent: (event) => {
          waiting.push(event);
          frame ||= requestAnimationFrame(flush);
        },
      });
    };
    const disconnect = () => {
      connection?.abort();
      connection = null;
    };
    const onVisibility = () => {
      clearTimeout(hiddenTimer);
      if (document.hidden) hiddenTimer = setTimeout(disconnect, hiddenGraceMs);
      else connect();
    };

    connect();
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      clearTimeout(hiddenTimer);
      cancelAnimationFrame(frame);
      disconnect();
    };
  }, [url]);

  return status;
}
