import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './errors';

/** The cache of what the server said. Calls go to loopback, so being "offline" never pauses them. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 15_000,
        retry: (failures, error) =>
          error instanceof ApiError && error.status >= 500 && failures < 2,
      },
      mutations: { networkMode: 'always' },
    },
  });
}
