'use client';

import { useQueryClient } from '@tanstack/react-query';
import { parseEvent } from '@/lib/sse/parse-event';
import { useLive } from '@/lib/sse/use-live';
import { useWorkspace } from '@/lib/workspace';
import { applyConversation } from './conversation-cache';
import { threadOptions } from './queries';
import { foldEvents } from './thread-state';

/** Folds what happens in a conversation into its thread, as it happens. */
export function useLiveThread(conversationId: string): void {
  const client = useQueryClient();
  const { organization } = useWorkspace();
  const { queryKey } = threadOptions(conversationId);
  useLive(`/api/v1/conversations/${conversationId}/events`, {
    onEvents: (events) => {
      const parsed = events.flatMap((event) => parseEvent(event) ?? []);
      client.setQueryData(queryKey, (thread) => thread && { ...thread, state: foldEvents(thread.state, parsed) });
      for (const event of parsed) {
        if (event.type === 'conversation.updated') applyConversation(client, organization.id, event.conversation);
      }
    },
    onFresh: () => void client.invalidateQueries({ queryKey }),
  });
}
