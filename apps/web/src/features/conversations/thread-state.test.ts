import { describe, expect, it } from 'vitest';
import type { Message } from '@/lib/api-types';
import type { LiveEvent } from '@/lib/sse/parse-event';
import { emptyThread, foldEvents, foldMessages, orderedMessages, type ThreadState } from './thread-state';

function message(id: string, sequence: number, rest: Partial<Message> = {}): Message {
  return {
    id,
    conversation_id: 'c',
    sequence,
    direction: 'inbound',
    author: 'contact',
    kind: 'text',
    text: id,
    status: 'pending',
    client_message_id: null,
    in_reply_to: null,
    reply_id: null,
    created_at: '2026-11-23T12:00:00Z',
    receipt: null,
    ...rest,
  };
}

const question = message('q', 1);
const answer = message('r', 2, { direction: 'outbound', author: 'agent', status: 'sent', text: 'Olá, tudo bem?', in_reply_to: 'q' });
const turn: LiveEvent[] = [
  { type: 'message.created', message: question },
  { type: 'reply.started', reply_id: 'r', in_reply_to: 'q', text: 'Olá' },
  { type: 'reply.delta', reply_id: 'r', at: 3, text: ', tudo' },
  { type: 'reply.delta', reply_id: 'r', at: 9, text: ' bem?' },
  { type: 'reply.completed', message: answer, answers: ['q'] },
];

/** Each order of a few events. */
function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) =>
    permutations(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]));
}

const seen = (state: ThreadState) => ({ messages: orderedMessages(state), replies: state.replies });

describe('foldEvents', () => {
  const settled = seen(foldEvents(emptyThread, turn));

  it('ends a turn with the question handled and the reply stored', () => {
    expect(settled.replies).toEqual({});
    expect(settled.messages).toEqual([{ ...question, status: 'handled', reply_id: 'r' }, answer]);
  });

  it('comes to the same end in every order of arrival', () => {
    for (const order of permutations(turn)) expect(seen(foldEvents(emptyThread, order))).toEqual(settled);
  });

  it('comes to the same end when everything is replayed, from any point', () => {
    for (let from = 0; from < turn.length; from += 1) {
      expect(seen(foldEvents(emptyThread, [...turn, ...turn.slice(from)]))).toEqual(settled);
    }
  });

  it('writes the text of a reply in progress once, whatever the order of its pieces', () => {
    const pieces = turn.slice(1, 4);
    for (const order of permutations([...pieces, ...pieces.slice(1)])) {
      expect(foldEvents(emptyThread, order).replies.r?.text).toBe('Olá, tudo bem?');
    }
  });

  it('joins a reply whose beginning was missed when the start repeats the text so far', () => {
    const state = foldEvents(emptyThread, [
      { type: 'reply.delta', reply_id: 'r', at: 9, text: ' bem?' },
      { type: 'reply.started', reply_id: 'r', in_reply_to: 'q', text: 'Olá, tudo' },
    ]);
    expect(state.replies.r?.text).toBe('Olá, tudo bem?');
  });

  it('forgets a discarded reply and ignores its late pieces', () => {
    const discarded: LiveEvent = { type: 'reply.discarded', reply_id: 'r', reason: 'superseded' };
    const state = foldEvents(emptyThread, [...turn.slice(0, 3), discarded, ...turn.slice(2, 4)]);
    expect(state.replies).toEqual({});
    expect(orderedMessages(state)).toEqual([question]);
  });

  it('keeps what was already settled when an older copy of a message comes late', () => {
    const state = foldMessages(foldEvents(emptyThread, turn), [question]);
    expect(seen(state)).toEqual(settled);
  });
});
