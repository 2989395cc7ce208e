'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { LiveStatus } from '@/lib/sse/live-connection';
import { parseEvent } from '@/lib/sse/parse-event';
import { useLive } from '@/lib/sse/use-live';
import { useWorkspace } from '@/lib/workspace';
import { applyConversation } from './conversation-cache';
import { listKey } from './queries';

/** Keeps the queue true while it is on screen. */
export function useLiveQueue(): LiveStatus {
  const client = useQueryClient();
  const { organization } = useWorkspace();
  return useLive('/api/v1/events', {
    onEvents: (events) => {
      for (const event of events) {
        const parsed = parseEvent(event);
        if (parsed?.type === 'conversation.updated') applyConversation(client, organization.id, parsed.conversation);
      }
    },
    onFresh: () => void client.invalidateQueries({ queryKey: listKey(organization.id) }),
  });
}
