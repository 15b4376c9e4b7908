import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useDraftSaver } from '../../api/drafts';
import { describeError } from '../../api/errors';
import type { Schema } from '../../api/schema';
import { toast } from '../../ui/toast';
import type { Problem } from './problems';
import { draftKey, inputOf, useDraftsChanged, useSaveTemplate } from './queries';
import {
  fingerprint,
  type KeptDraft,
  type TemplateDraft,
  toDraft,
  toInput,
} from './template-draft';
import { useProblems } from './useProblems';

export type Change = (draft: TemplateDraft) => TemplateDraft;

/** A template being written: what it is now, whether that is stored, and how to store it. */
export function useTemplateDraft(template: Schema<'Template'>, kept: KeptDraft | null) {
  const stored = useMemo(() => toDraft(template), [template]);
  const [draft, setDraft] = useState(kept?.draft ?? stored);
  const isDirty = fingerprint(draft) !== fingerprint(stored);
  const { problems, refuse } = useProblems(draft);
  const saving = useSaveTemplate(template.id);
  const keeping = useKeeping(template, draft, isDirty, kept !== null);
  useNewerVersion(stored, setDraft);

  const change = useCallback((edit: Change) => setDraft(edit), []);

  const send = async (input: Schema<'TemplateInput'>) => {
    try {
      const { version } = await saving.mutateAsync(input);
      toast.success(`Saved as v${version}.`);
      return null;
    } catch (error) {
      const problem = refuse(error);
      if (problem === null) toast.error('The template was not saved', describeError(error));
      return problem ?? 'failed';
    }
  };

  return {
    draft,
    isDirty,
    problems,
    change,
    keeping,
    isSaving: saving.isPending,
    discard: () => setDraft(stored),
    /** Stores a new version; hands back what stands in the way, null when it is stored. */
    save: async (): Promise<Problem | 'failed' | null> => {
      const [first] = problems;
      const input = toInput(draft);
      if (first !== undefined || input === null) return first ?? 'failed';
      return send(input);
    },
    /** Stores a new version that differs in the system prompt only. */
    saveSystemPrompt: () => send({ ...inputOf(template), system_prompt: draft.system_prompt }),
    isSystemPromptDirty: draft.system_prompt !== stored.system_prompt,
  };
}

/** Keeps the draft on the server while it differs from what is stored, and drops it after. */
function useKeeping(
  template: Schema<'Template'>,
  draft: TemplateDraft,
  isDirty: boolean,
  wasKept: boolean,
) {
  const { state, save, drop } = useDraftSaver(draftKey(template.id));
  const draftsChanged = useDraftsChanged();
  const isKept = useRef(wasKept);
  const version = template.version;
  useEffect(() => {
    if (isDirty) {
      isKept.current = true;
      save({ version, draft } satisfies KeptDraft);
    } else if (isKept.current) {
      isKept.current = false;
      drop().catch((error) => toast.error('The draft could not be dropped', describeError(error)));
    }
  }, [isDirty, draft, version, save, drop]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the lists care about the state only
  useEffect(() => void draftsChanged(), [state]);
  return state;
}

/** Follows a version that was saved elsewhere, unless something unsaved would be lost by it. */
function useNewerVersion(stored: TemplateDraft, setDraft: (change: Change) => void) {
  const before = useRef(stored);
  useEffect(() => {
    const past = fingerprint(before.current);
    before.current = stored;
    setDraft((draft) =>
      fingerprint(draft) === past && past !== fingerprint(stored) ? stored : draft,
    );
  }, [stored, setDraft]);
}
