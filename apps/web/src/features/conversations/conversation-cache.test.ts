import { describe, expect, it } from 'vitest';
import type { Conversation } from '@/lib/api-types';
import { withConversation } from './conversation-cache';

function conversation(id: string, minute: number, rest: Partial<Conversation> = {}): Conversation {
  const at = `2026-11-23T12:${String(minute).padStart(2, '0')}:00Z`;
  return {
    id,
    agent_id: 'a',
    agent_name: 'Vendas',
    contact_id: 'k',
    contact_name: 'Ana',
    channel: 'web',
    status: 'open',
    owner: 'bot',
    assigned_member_id: null,
    waiting_since: null,
    last_message_at: at,
    last_message_preview: null,
    last_message_author: null,
    last_sequence: 1,
    is_demo: false,
    created_at: at,
    updated_at: at,
    ...rest,
  };
}

const pagesOf = (...data: Conversation[]) => ({
  pages: [{ data, page: { next_cursor: null, has_more: false } }],
  pageParams: [undefined],
});
const ids = (pages: ReturnType<typeof withConversation>) => pages.pages.flatMap((page) => page.data.map((item) => item.id));

describe('withConversation', () => {
  const pages = pagesOf(conversation('b', 20), conversation('a', 10));

  it('moves the conversation with the newest activity to the top', () => {
    expect(ids(withConversation(pages, conversation('a', 30), { status: 'open' }))).toEqual(['a', 'b']);
  });

  it('lets a new conversation in and a finished one out', () => {
    expect(ids(withConversation(pages, conversation('c', 30), { status: 'open' }))).toEqual(['c', 'b', 'a']);
    expect(ids(withConversation(pages, conversation('a', 30, { status: 'closed' }), { status: 'open' }))).toEqual(['b']);
  });

  it('ignores news that is older than what is known', () => {
    expect(withConversation(pages, conversation('b', 5, { status: 'closed' }), { status: 'open' })).toBe(pages);
  });

  it('does not guess whether a text search would find an unknown conversation', () => {
    expect(ids(withConversation(pages, conversation('c', 30), { status: 'open', q: 'geladeira' }))).toEqual(['b', 'a']);
    expect(ids(withConversation(pages, conversation('a', 30), { status: 'open', q: 'geladeira' }))).toEqual(['a', 'b']);
  });
});
