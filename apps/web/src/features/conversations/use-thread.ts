'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { unconfirmed, useOutbox } from './outbox';
import { readMessages, threadOptions } from './queries';
import { foldMessages, orderedMessages } from './thread-state';

/** One conversation's messages: stored ones in order, those on their way, and the replies being written. */
export function useThread(conversationId: string) {
  const client = useQueryClient();
  const options = threadOptions(conversationId);
  const { data: thread, error, refetch } = useQuery(options);
  const [loadingOlder, setLoadingOlder] = useState(false);
  const items = useOutbox(useShallow((state) => state.items.filter((item) => item.conversationId === conversationId)));

  const messages = useMemo(() => (thread ? orderedMessages(thread.state) : []), [thread]);
  const outgoing = useMemo(() => unconfirmed(items, messages), [items, messages]);
  const replies = useMemo(() => (thread ? Object.values(thread.state.replies) : []), [thread]);

  const loadOlder = async () => {
    const cursor = thread?.older;
    if (!cursor || loadingOlder) return;
    setLoadingOlder(true);
    try {
      const page = await readMessages(conversationId, cursor);
      client.setQueryData(options.queryKey, (known) =>
        known && { state: foldMessages(known.state, page.data), older: page.page.next_cursor });
    } finally {
      setLoadingOlder(false);
    }
  };

  return {
    isLoading: thread === undefined && !error,
    error: thread ? null : error,
    refetch,
    messages,
    outgoing,
    replies,
    hasOlder: Boolean(thread?.older),
    loadingOlder,
    loadOlder,
  };
}
