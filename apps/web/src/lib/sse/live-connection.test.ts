import { describe, expect, it } from 'vitest';
import { keepLive, type LiveOptions, type LiveStatus } from './live-connection';

interface Attempt {
  lastEventId: string | null;
}

/** Plays one answer per attempt, then stops; returns what the connection did. */
async function play(answers: (() => Response)[]) {
  const attempts: Attempt[] = [];
  const events: string[] = [];
  const statuses: LiveStatus[] = [];
  const fresh: boolean[] = [];
  const pauses: number[] = [];
  const stop = new AbortController();
  const options: LiveOptions = {
    url: '/events',
    signal: stop.signal,
    headers: () => Promise.resolve({ Authorization: 'Bearer x' }),
    onEvent: (event) => events.push(event.data),
    onOpen: (isFresh) => fresh.push(isFresh),
    onStatus: (status) => statuses.push(status),
    pause: (ms) => {
      pauses.push(ms);
      if (attempts.length >= answers.length) stop.abort();
      return Promise.resolve();
    },
    fetcher: (_, init) => {
      attempts.push({ lastEventId: new Headers(init?.headers).get('Last-Event-ID') });
      const answer = answers[attempts.length - 1];
      return answer ? Promise.resolve(answer()) : Promise.reject(new TypeError('offline'));
    },
  };
  await keepLive(options);
  return { attempts, events, statuses, fresh, pauses };
}

const stream = (text: string) => () => new Response(text, { headers: { 'content-type': 'text/event-stream' } });
const offline = () => {
  throw new TypeError('Failed to fetch');
};

describe('keepLive', () => {
  it('resumes after the last event that it saw', async () => {
    const result = await play([stream('id: 4\nevent: a\ndata: one\n\n'), stream('id: 5\nevent: a\ndata: two\n\n'), stream('')]);
    expect(result.attempts.map((attempt) => attempt.lastEventId)).toEqual([null, '4', '5']);
    expect(result.events).toEqual(['one', 'two']);
    expect(result.fresh).toEqual([true, false, false]);
  });

  it('waits longer after each failure and says so once it lasts', async () => {
    const result = await play([offline, offline, offline, offline]);
    expect(result.pauses).toEqual([500, 1_000, 2_000, 4_000]);
    expect(result.statuses).toEqual(['connecting', 'offline', 'offline', 'offline']);
  });

  it('tries again after a refused token, since the next attempt brings a new one', async () => {
    const result = await play([() => new Response(null, { status: 401 }), stream('event: a\ndata: one\n\n')]);
    expect(result.events).toEqual(['one']);
  });

  it('gives up on what trying again cannot change', async () => {
    const result = await play([() => new Response(null, { status: 404 }), stream('event: a\ndata: one\n\n')]);
    expect(result.attempts).toHaveLength(1);
    expect(result.statuses).toEqual(['connecting', 'refused']);
  });
});
