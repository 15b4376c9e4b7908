import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from '../../api/client';
import { listDrafts, readDraft } from '../../api/drafts';
import { unwrap } from '../../api/errors';
import { keys } from '../../api/queries';
import type { Schema } from '../../api/schema';
import { readKeptDraft, type TemplateDraft, toInput } from './template-draft';

const at = (id: number) => ({ params: { path: { id } } });

/** The key of a template's draft on the server. */
export const draftKey = (id: number) => `template:${id}`;

const draftList = ['drafts'] as const;

/** What was written and not saved, if anything. Never from the cache: another tab may write too. */
export function useKeptDraft(id: number) {
  return useQuery({
    queryKey: ['drafts', draftKey(id)],
    queryFn: async () => readKeptDraft(await readDraft(draftKey(id))),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
  });
}

/** The templates that have an unsaved draft. */
export function useUnsavedTemplates() {
  return useQuery({
    queryKey: draftList,
    queryFn: listDrafts,
    select: (drafts) =>
      new Set(drafts.flatMap((key) => (/^template:\d+$/.test(key) ? [Number(key.slice(9))] : []))),
  });
}

/** Tells the lists that a draft came or went. */
export function useDraftsChanged() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: draftList, exact: true });
}

export function useCreateTemplate() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: Schema<'TemplateInput'>) => unwrap(client.POST('/templates', { body })),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.templates }),
  });
}

/** Saves and hands back the template as it is then. */
export function useSaveTemplate(id: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (body: Schema<'TemplateInput'>) => {
      await unwrap(client.PUT('/templates/{id}', { ...at(id), body }));
      return unwrap(client.GET('/templates/{id}', at(id)));
    },
    onSuccess: (template) => {
      cache.setQueryData(keys.template(id), template);
      return cache.invalidateQueries({ queryKey: keys.templates });
    },
  });
}

/** Renames what is stored; what is being written elsewhere in the template stays unsaved. */
export function useRenameTemplate() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, name }: { id: number; name: string }) => {
      const stored = await unwrap(client.GET('/templates/{id}', at(id)));
      await unwrap(
        client.PUT('/templates/{id}', { ...at(id), body: { ...inputOf(stored), name } }),
      );
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.templates }),
  });
}

export function useArchiveTemplate() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, archived }: { id: number; archived: boolean }) =>
      unwrap(client.PUT('/templates/{id}/archive', { ...at(id), body: { archived } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.templates }),
  });
}

/** Its last ten different system prompts, newest first. */
export function usePromptHistory(id: number) {
  return useQuery({
    queryKey: [...keys.template(id), 'history'],
    queryFn: () => unwrap(client.GET('/templates/{id}/history', at(id))),
  });
}

export function useVersions(id: number, enabled: boolean) {
  return useQuery({
    queryKey: [...keys.template(id), 'versions'],
    queryFn: () => unwrap(client.GET('/templates/{id}/versions', at(id))),
    enabled,
  });
}

/** What the server would refuse of a draft, with the draft it was asked about; null asks nothing. */
export function useTemplateCheck(draft: TemplateDraft | null) {
  const input = draft && toInput(draft);
  return useQuery({
    queryKey: ['template-check', input],
    queryFn: async () => {
      const body = input as Schema<'TemplateInput'>;
      const { errors } = await unwrap(client.POST('/templates/check', { body }));
      return { draft: draft as TemplateDraft, errors };
    },
    enabled: input !== null,
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

/** A stored template as it would be saved again. */
export function inputOf(template: Schema<'Template'>): Schema<'TemplateInput'> {
  const { name, system_prompt, user_prompt, slots, slot_details } = template;
  const { is_tool_calling_template, tool_definitions, output_schema } = template;
  return {
    name,
    system_prompt,
    user_prompt,
    slots,
    slot_details,
    is_tool_calling_template,
    tool_definitions,
    output_schema: output_schema ?? null,
  };
}
