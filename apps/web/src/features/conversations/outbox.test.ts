import { describe, expect, it } from 'vitest';
import { unconfirmed, type OutgoingMessage } from './outbox';

const sent: OutgoingMessage = {
  clientId: 'x',
  conversationId: 'c',
  speaker: 'customer',
  text: 'Oi',
  createdAt: '2026-11-23T12:00:00Z',
  state: 'sending',
};
const stored = {
  id: 'm',
  conversation_id: 'c',
  sequence: 5,
  direction: 'inbound',
  author: 'contact',
  kind: 'text',
  text: 'Oi',
  status: 'pending',
  client_message_id: 'x',
  in_reply_to: null,
  reply_id: null,
  created_at: '2026-11-23T12:00:01Z',
  receipt: null,
} as const;

describe('unconfirmed', () => {
  it('shows a sent message until its stored copy arrives', () => {
    expect(unconfirmed([sent], [])).toEqual([sent]);
    expect(unconfirmed([sent], [stored])).toEqual([]);
  });

  it('does not take the same words of another message for it', () => {
    expect(unconfirmed([sent], [{ ...stored, client_message_id: 'y' }])).toEqual([sent]);
    expect(unconfirmed([sent], [{ ...stored, client_message_id: null }])).toEqual([sent]);
  });

  it('recognizes a reply of a member by its id, not by its words', () => {
    const reply = { ...sent, speaker: 'member' as const };
    const copy = { ...stored, direction: 'outbound', author: 'member', status: 'sent' } as const;
    expect(unconfirmed([reply], [copy])).toEqual([]);
    expect(unconfirmed([reply], [{ ...copy, client_message_id: 'y' }])).toEqual([reply]);
  });
});
