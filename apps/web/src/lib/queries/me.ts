import { queryOptions } from '@tanstack/react-query';
import { api, read } from '../api';
import type { Me, Organization } from '../api-types';
import { accessToken } from '../auth';

/** Who is signed in and which organizations he belongs to; null when nobody is. */
export function meOptions() {
  return queryOptions({
    queryKey: ['me'],
    queryFn: async ({ signal }) => ((await accessToken()) ? read(api.GET('/api/v1/me', { signal })) : null),
    staleTime: 60_000,
  });
}

/** The organization in use: the chosen one while he still belongs to it, else his first. */
export function currentOrganization(me: Me, chosenId: string | null): Organization | null {
  return me.organizations.find((organization) => organization.id === chosenId) ?? me.organizations[0] ?? null;
}
