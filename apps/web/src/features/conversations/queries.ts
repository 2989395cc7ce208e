import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, read } from '@/lib/api';
import type { ConversationFilter } from '@/lib/api-types';
import { emptyThread, foldMessages, orderedMessages, type ThreadState } from './thread-state';

const firstPage: string | undefined = undefined;

export const listKey = (organizationId: string) => ['conversations', organizationId] as const;

export function conversationsOptions(organizationId: string, filter: ConversationFilter) {
  return infiniteQueryOptions({
    queryKey: [...listKey(organizationId), filter] as const,
    queryFn: ({ pageParam, signal }) =>
      read(api.GET('/api/v1/conversations', { params: { query: { ...filter, Limit: 50, Cursor: pageParam } }, signal })),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.page.next_cursor ?? undefined,
  });
}

export function conversationOptions(id: string) {
  return queryOptions({
    queryKey: ['conversation', id],
    queryFn: ({ signal }) => read(api.GET('/api/v1/conversations/{id}', { params: { path: { id } }, signal })),
  });
}

export function contactOptions(id: string) {
  return queryOptions({
    queryKey: ['contact', id],
    queryFn: ({ signal }) => read(api.GET('/api/v1/contacts/{id}', { params: { path: { id } }, signal })),
    staleTime: 60_000,
  });
}

export interface Thread {
  state: ThreadState;
  /** Cursor of the page before the oldest message here; null when there is none. */
  older: string | null;
}

/** The newest messages of a conversation, joined with what the live stream has brought since. */
export function threadOptions(id: string) {
  const queryKey = ['thread', id];
  return queryOptions({
    queryKey,
    queryFn: async ({ client, signal }): Promise<Thread> => {
      const page = await readMessages(id, undefined, signal);
      const known = client.getQueryData<Thread>(queryKey);
      const newestKnown = known ? (orderedMessages(known.state).at(-1)?.sequence ?? 0) : 0;
      const oldestRead = page.data.at(-1)?.sequence ?? 0;
      // After a long absence the page may not reach what is known: then the thread starts again from the page.
      if (!known || oldestRead > newestKnown + 1) {
        return { state: foldMessages(emptyThread, page.data), older: page.page.next_cursor };
      }
      return { ...known, state: foldMessages(known.state, page.data) };
    },
    staleTime: Infinity,
    structuralSharing: false,
  });
}

export function readMessages(id: string, cursor?: string, signal?: AbortSignal) {
  return read(api.GET('/api/v1/conversations/{id}/messages', { params: { path: { id }, query: { Limit: 50, Cursor: cursor } }, signal }));
}
