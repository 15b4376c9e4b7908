import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from './client';
import { unwrap } from './errors';
import { keys } from './queries';
import type { Schema } from './schema';

export type ChatTemplate = Schema<'ChatTemplate'>;
export type RenderedConversation = Schema<'RenderedConversation'>;

const all = ['chat-templates'] as const;

/** A GGUF has gigabytes; its template is in the metadata at its start. */
const FILE_START = 31 * 1024 * 1024;

export function useChatTemplates() {
  return useQuery({
    queryKey: all,
    queryFn: () => unwrap(client.GET('/chat_templates')),
    staleTime: 60_000,
  });
}

export function useAddChatTemplate() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: Schema<'ChatTemplateInput'>) =>
      unwrap(client.POST('/chat_templates', { body })),
    onSuccess: () => cache.invalidateQueries({ queryKey: all }),
  });
}

export function useDeleteChatTemplate() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: number) =>
      unwrap(client.DELETE('/chat_templates/{id}', { params: { path: { id } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: all }),
  });
}

/** Finds the template in a file that a model comes with. Nothing is kept. */
export function useReadChatTemplate() {
  return useMutation({
    mutationFn: async (file: File) => {
      const start = await file.slice(0, FILE_START).arrayBuffer();
      return unwrap(
        client.POST('/chat_templates/read', {
          body: '',
          bodySerializer: () => start,
          headers: { 'Content-Type': 'application/octet-stream' },
        }),
      );
    },
  });
}

/** Takes the template of a model from its server. Nothing is kept. */
export function useTakeChatTemplate() {
  return useMutation({
    mutationFn: (model: string) =>
      unwrap(client.POST('/chat_templates/from_server', { body: { model } })),
  });
}

/** An example as the model of a chat template will see it. */
export function useRenderedExample(id: number | null, dataset: number, example: number) {
  return useQuery({
    // Under the dataset: an edit of the example makes it stale.
    queryKey: [...keys.dataset(dataset), 'rendered', id, example],
    enabled: id !== null,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: () =>
      unwrap(
        client.POST('/chat_templates/{id}/render', {
          params: { path: { id: id ?? 0 } },
          body: { dataset_id: dataset, example_id: example },
        }),
      ),
  });
}
