'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, read } from '@/lib/api';
import type { NewAgent } from '@/lib/api-types';
import { agentsOptions } from '@/lib/queries/agents';
import { useWorkspace } from '@/lib/workspace';
import { applyConversation } from './conversation-cache';

/**
 * Creates an agent, publishes it so that it can talk, and starts a conversation with it. When a later step fails the agent is there:
 * the list is read again and offers it, instead of this form.
 */
export function useFirstAgent(onCreated: (conversationId: string) => void) {
  const client = useQueryClient();
  const { organization } = useWorkspace();
  return useMutation({
    mutationFn: async (body: NewAgent) => {
      const agent = await read(api.POST('/api/v1/agents', { body }));
      await read(api.POST('/api/v1/agents/{id}/publish', { params: { path: { id: agent.id } } }));
      return read(api.POST('/api/v1/conversations', { body: { agent_id: agent.id, channel: 'web' } }));
    },
    onSuccess: (conversation) => {
      applyConversation(client, organization.id, conversation);
      onCreated(conversation.id);
    },
    onSettled: () => client.invalidateQueries({ queryKey: agentsOptions(organization.id).queryKey }),
  });
}
