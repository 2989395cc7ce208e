import { problemFromResponse, toProblem, type Problem } from '../problem';
import { readEvents, type ServerEvent } from './read-events';

export type LiveStatus = 'connecting' | 'open' | 'offline' | 'refused';

export interface LiveOptions {
  url: string;
  /** Read before each attempt, so that a refreshed token is used. */
  headers: () => Promise<Record<string, string>>;
  onEvent: (event: ServerEvent) => void;
  /** `fresh` is true when the server was not asked to resume: what happened meanwhile must be read again. */
  onOpen: (fresh: boolean) => void;
  onStatus: (status: LiveStatus) => void;
  signal: AbortSignal;
  fetcher?: typeof fetch;
  /** Waits before the next attempt; ends early when the signal aborts. */
  pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

interface Progress {
  lastId: string | null;
  failures: number;
}

/** The server pings; silence for longer than this means that the connection is dead. */
const silenceMs = 45_000;
const firstPauseMs = 500;
const longestPauseMs = 15_000;

/** Keeps one event stream open until the signal aborts: resumes after the last event, waits longer after each failure. */
export async function keepLive(options: LiveOptions): Promise<void> {
  const { signal, onStatus, pause = wait } = options;
  const state: Progress = { lastId: null, failures: 0 };
  onStatus('connecting');
  while (!signal.aborted) {
    try {
      await listen(options, state);
      state.failures += 1;
    } catch (error) {
      if (signal.aborted) return;
      if (isFinal(toProblem(error))) {
        onStatus('refused');
        return;
      }
      state.failures += 1;
    }
    if (signal.aborted) return;
    // One break is normal (a proxy's timeout, a restart); the reader hears of it only when it lasts.
    if (state.failures > 1) onStatus('offline');
    await pause(Math.min(firstPauseMs * 2 ** (state.failures - 1), longestPauseMs), signal);
  }
}

async function listen(options: LiveOptions, state: Progress): Promise<void> {
  const { url, headers, signal, fetcher = fetch } = options;
  const watchdog = new AbortController();
  const stop = () => watchdog.abort();
  signal.addEventListener('abort', stop, { once: true });
  let timer = setTimeout(stop, silenceMs);
  try {
    const response = await fetcher(url, {
      headers: {
        ...(await headers()),
        Accept: 'text/event-stream',
        ...(state.lastId ? { 'Last-Event-ID': state.lastId } : {}),
      },
      cache: 'no-store',
      signal: watchdog.signal,
    });
    if (!response.ok || !response.body) throw problemFromResponse(response.status, null, response.headers);
    options.onStatus('open');
    options.onOpen(state.lastId === null);
    for await (const event of readEvents(response.body)) {
      clearTimeout(timer);
      timer = setTimeout(stop, silenceMs);
      state.failures = 0;
      if (event.id) state.lastId = event.id;
      options.onEvent(event);
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** A refusal that trying again cannot change. 401 is not one: the next attempt brings a refreshed token. */
function isFinal(problem: Problem): boolean {
  return problem.status === 403 || problem.status === 404 || problem.status === 410;
}

/** Ends early when the network comes back. */
function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    window.addEventListener('online', end);
    signal.addEventListener('abort', end);
  });
}
