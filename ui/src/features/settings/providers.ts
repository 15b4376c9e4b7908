import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from '../../api/client';
import { unwrap } from '../../api/errors';
import { keys } from '../../api/queries';
import type { Schema } from '../../api/schema';

const PROVIDERS = ['providers'];

/** The model servers as they are set up, in the order in which they are asked. */
export function useProviders() {
  return useQuery({
    queryKey: PROVIDERS,
    queryFn: () => unwrap(client.GET('/providers')),
  });
}

/** Reads anew what servers there are, and what they have. */
function useRefresh() {
  const cache = useQueryClient();
  return () =>
    Promise.all([
      cache.invalidateQueries({ queryKey: PROVIDERS }),
      cache.invalidateQueries({ queryKey: keys.models }),
    ]);
}

interface Saving {
  /** Null for a new one. */
  id: number | null;
  input: Schema<'ProviderInput'>;
}

export function useSaveProvider() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async ({ id, input }: Saving) => {
      if (id === null) await unwrap(client.POST('/providers', { body: input }));
      else await unwrap(client.PUT('/providers/{id}', { params: { path: { id } }, body: input }));
    },
    onSuccess: refresh,
  });
}

export function useRemoveProvider() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (id: number) =>
      unwrap(client.DELETE('/providers/{id}', { params: { path: { id } } })),
    onSuccess: refresh,
  });
}

export function useTestProvider() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (id: number) =>
      unwrap(client.POST('/providers/{id}/test', { params: { path: { id } } })),
    onSuccess: () => void refresh(),
  });
}

/** A server as it is to be: as it is, but for what changes. Without a key in it, the key stays. */
export function asInput(
  { name, kind, address, enabled, position, width }: Schema<'Provider'>,
  change: Partial<Schema<'ProviderInput'>>,
): Schema<'ProviderInput'> {
  return { name, kind, address, enabled, position, width, ...change };
}
