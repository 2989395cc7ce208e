import { queryOptions } from '@tanstack/react-query';
import { api, read } from '../api';

/** The agents of an organization; the first hundred are enough for a menu. */
export function agentsOptions(organizationId: string) {
  return queryOptions({
    queryKey: ['agents', organizationId],
    queryFn: ({ signal }) => read(api.GET('/api/v1/agents', { params: { query: { Limit: 100 } }, signal })),
    staleTime: 60_000,
  });
}
