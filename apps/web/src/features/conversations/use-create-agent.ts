'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, read } from '@/lib/api';
import { agentsOptions } from '@/lib/queries/agents';
import { useWorkspace } from '@/lib/workspace';

/** Creates an agent with the defaults and publishes it, so that it can talk at once. */
export function useCreateAgent() {
  const client = useQueryClient();
  const { organization } = useWorkspace();
  return useMutation({
    mutationFn: async (name: string) => {
      const agent = await read(api.POST('/api/v1/agents', { body: { name } }));
      return read(api.POST('/api/v1/agents/{id}/publish', { params: { path: { id: agent.id } } }));
    },
    onSettled: () => client.invalidateQueries({ queryKey: agentsOptions(organization.id).queryKey }),
  });
}
