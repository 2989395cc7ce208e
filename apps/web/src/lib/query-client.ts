import { QueryClient } from '@tanstack/react-query';
import { toProblem } from './problem';

/** Reads retry twice when the failure may pass; writes never repeat by themselves. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => failures < 2 && toProblem(error).retryable,
        retryDelay: (attempt) => Math.min(400 * 2 ** attempt, 4_000),
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}
