import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { connected } from '../../api/connection';
import { type DraftState, readDraft, useDraftSaver } from '../../api/drafts';
import { useSignal } from '../../lib/useSignal';

export interface KeptDraft<Value> {
  /** Null until it was read. */
  value: Value | null;
  state: DraftState;
  change: (update: (value: Value) => Value) => void;
}

/** A draft that was read. */
export type ReadDraft<Value> = KeptDraft<Value> & { value: Value };

export function isRead<Value>(draft: KeptDraft<Value>): draft is ReadDraft<Value> {
  return draft.value !== null;
}

/**
 * State that outlives the page: kept as a draft on the server, and in the cache while the tab is
 * open, so that coming back to the page shows it at once. `parse` gets null when there is none.
 */
export function useKeptDraft<Value>(key: string, parse: (raw: unknown) => Value): KeptDraft<Value> {
  const cache = useQueryClient();
  const { state, save } = useDraftSaver(key);
  const online = useSignal(connected);
  const queryKey = useMemo(() => ['drafts', key], [key]);
  const { data, isError } = useQuery({
    queryKey,
    // What is written here is newer than what the server has: asking again must not undo it.
    queryFn: async () => cache.getQueryData<Value>(queryKey) ?? parse(await readDraft(key)),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });

  const change = useCallback(
    (update: (value: Value) => Value) => {
      const next = update(cache.getQueryData<Value>(queryKey) ?? parse(null));
      cache.setQueryData(queryKey, next);
      save(next);
    },
    [cache, queryKey, parse, save],
  );

  useEffect(() => {
    if (online && state === 'failed') change((value) => value);
  }, [online, state, change]);

  return { value: data ?? (isError ? parse(null) : null), state, change };
}
