import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Conversation, ConversationFilter, Page } from '@/lib/api-types';
import { conversationOptions, listKey } from './queries';

type Pages = InfiniteData<Page<Conversation>, string | undefined>;

/** Puts a conversation's new state wherever it is shown: its own page and every list that it belongs to or left. */
export function applyConversation(client: QueryClient, organizationId: string, conversation: Conversation): void {
  client.setQueryData(conversationOptions(conversation.id).queryKey, (known) =>
    known && isOlder(conversation, known) ? known : conversation);
  for (const query of client.getQueryCache().findAll({ queryKey: listKey(organizationId) })) {
    const filter = filterOf(query.queryKey);
    client.setQueryData<Pages>(query.queryKey, (pages) => pages && withConversation(pages, conversation, filter));
  }
}

/** The pages with the conversation in its place, newest activity first; gone when it no longer fits the filter. */
export function withConversation(pages: Pages, conversation: Conversation, filter: ConversationFilter): Pages {
  const known = pages.pages.flatMap((page) => page.data).find((item) => item.id === conversation.id);
  if (known && isOlder(conversation, known)) return pages;
  const fits = (!filter.status || filter.status === conversation.status) && (!filter.owner || filter.owner === conversation.owner);
  // What a text search would find is the server's to say: an unknown row is not let in by guess.
  const shown = fits && (known !== undefined || !filter.q);
  return {
    ...pages,
    pages: pages.pages.map((page, index) => {
      const others = page.data.filter((item) => item.id !== conversation.id);
      return { ...page, data: shown && index === 0 ? [conversation, ...others].sort(byActivity) : others };
    }),
  };
}

function byActivity(a: Conversation, b: Conversation): number {
  return activity(b) - activity(a);
}

function activity(conversation: Conversation): number {
  return Date.parse(conversation.last_message_at ?? conversation.created_at);
}

function isOlder(candidate: Conversation, known: Conversation): boolean {
  return Date.parse(candidate.updated_at) < Date.parse(known.updated_at);
}

function filterOf(key: readonly unknown[]): ConversationFilter {
  const filter = key[2];
  return typeof filter === 'object' && filter !== null ? filter : {};
}
