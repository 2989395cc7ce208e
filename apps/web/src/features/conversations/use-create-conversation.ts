'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, read } from '@/lib/api';
import { useWorkspace } from '@/lib/workspace';
import { applyConversation } from './conversation-cache';

interface NewConversationValues {
  agentId: string;
  customer: string;
}

export function useCreateConversation() {
  const client = useQueryClient();
  const { organization } = useWorkspace();
  return useMutation({
    mutationFn: ({ agentId, customer }: NewConversationValues) => {
      const contact = customer === '' ? undefined : { name: customer };
      return read(api.POST('/api/v1/conversations', { body: { agent_id: agentId, contact, channel: 'web' } }));
    },
    onSuccess: (conversation) => applyConversation(client, organization.id, conversation),
  });
}
