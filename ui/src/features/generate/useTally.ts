import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

/** Sums since the page was opened. */
export interface Tally {
  generated: number;
  kept: number;
  edited: number;
}

const NOTHING: Tally = { generated: 0, kept: 0, edited: 0 };
const queryKey = ['session-tally'];

/** Lives in the cache: it outlives the page, not the session, and is never stored. */
export function useTally(): [Tally, (more: Partial<Tally>) => void] {
  const cache = useQueryClient();
  const { data } = useQuery({
    queryKey,
    queryFn: () => cache.getQueryData<Tally>(queryKey) ?? NOTHING,
    initialData: NOTHING,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const add = useCallback(
    ({ generated = 0, kept = 0, edited = 0 }: Partial<Tally>) =>
      cache.setQueryData<Tally>(queryKey, (before = NOTHING) => ({
        generated: before.generated + generated,
        kept: Math.max(0, before.kept + kept),
        edited: Math.max(0, before.edited + edited),
      })),
    [cache],
  );
  return [data, add];
}
