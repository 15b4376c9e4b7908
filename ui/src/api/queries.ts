import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from './client';
import { unwrap } from './errors';
import type { Schema } from './schema';

/** Keys of what more than one feature reads. A feature's own keys stand beside its queries. */
export const keys = {
  setup: ['setup'] as const,
  session: ['session'] as const,
  preferences: ['preferences'] as const,
  models: ['models'] as const,
  datasets: ['datasets'] as const,
  datasetList: (archived: boolean) => ['datasets', 'list', { archived }] as const,
  dataset: (id: number) => ['datasets', id] as const,
  templates: ['templates'] as const,
  templateList: (archived: boolean) => ['templates', 'list', { archived }] as const,
  template: (id: number) => ['templates', id] as const,
};

/** More datasets than a person keeps; the list is never paged in the page. */
const ALL_DATASETS = 500;

export function useSetup() {
  return useQuery({ queryKey: keys.setup, queryFn: () => unwrap(client.GET('/setup')) });
}

export function useSession() {
  return useQuery({ queryKey: keys.session, queryFn: () => unwrap(client.GET('/session')) });
}

export function usePreferences() {
  return useQuery({
    queryKey: keys.preferences,
    queryFn: () => unwrap(client.GET('/user/preferences')),
    staleTime: 60_000,
  });
}

/** Saves some preferences; shown at once, taken back when the server refuses. */
export function useSavePreferences() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (change: Schema<'PreferencesInput'>) =>
      unwrap(client.PUT('/user/preferences', { body: change })),
    onMutate: async (change) => {
      await cache.cancelQueries({ queryKey: keys.preferences });
      const before = cache.getQueryData<Schema<'Preferences'>>(keys.preferences);
      if (before) cache.setQueryData(keys.preferences, { ...before, ...change });
      return { before };
    },
    onError: (_error, _change, context) => cache.setQueryData(keys.preferences, context?.before),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.preferences }),
  });
}

/** Model servers and their models. Asked again now and then: Ollama comes and goes, and what loads is soon there. */
export function useModels() {
  return useQuery({
    queryKey: keys.models,
    queryFn: () => unwrap(client.GET('/models/details')),
    refetchInterval: ({ state: { data } }) => (data && isLoading(data) ? 2_000 : 30_000),
  });
}

const isLoading = ({ servers, models }: Schema<'Models'>) =>
  servers.some(({ state }) => state === 'loading') || models.some(({ loading }) => loading);

export function useDatasets(archived = false) {
  return useQuery({
    queryKey: keys.datasetList(archived),
    queryFn: async () => {
      const query = { archived, size: ALL_DATASETS };
      const page = await unwrap(client.GET('/datasets', { params: { query } }));
      return page.items;
    },
  });
}

export function useDataset(id: number) {
  return useQuery({
    queryKey: keys.dataset(id),
    queryFn: () => unwrap(client.GET('/datasets/{id}', { params: { path: { id } } })),
  });
}

export function useCreateDataset() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => unwrap(client.POST('/datasets', { body: { name } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.datasets }),
  });
}

export function useTemplates(archived = false) {
  return useQuery({
    queryKey: keys.templateList(archived),
    queryFn: () => unwrap(client.GET('/templates', { params: { query: { archived } } })),
  });
}

export function useTemplate(id: number) {
  return useQuery({
    queryKey: keys.template(id),
    queryFn: () => unwrap(client.GET('/templates/{id}', { params: { path: { id } } })),
  });
}
