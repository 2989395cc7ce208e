'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, read } from '@/lib/api';
import { usePreferences } from '@/lib/preferences';

/** Creates an organization, makes it the one in use and asks again who belongs where. */
export function useCreateOrganization() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => {
      const { locale } = usePreferences.getState();
      return read(api.POST('/api/v1/organizations', { body: { name, locale } }));
    },
    onSuccess: async (organization) => {
      usePreferences.getState().setOrganization(organization.id);
      await queryClient.invalidateQueries({ queryKey: ['me'] });
    },
  });
}
