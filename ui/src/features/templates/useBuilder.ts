import { useRef, useState } from 'react';
import { useModelChoice } from '../../api/model-choice';
import type { Schema } from '../../api/schema';
import { toast } from '../../ui/toast';
import type { Problem } from './problems';
import type { SlotValues } from './samples';
import { type KeptDraft, toDraft } from './template-draft';
import { useTemplateDraft } from './useTemplateDraft';
import { useTrial } from './useTrial';

/** Where the caret is wanted; a new object wants it anew. */
export interface Target {
  field: string;
  index: number;
  at: number;
}

export type BuilderView = 'write' | 'preview';

/** What the builder can do, whichever key or button asks for it. */
export function useBuilder(template: Schema<'Template'>, kept: KeptDraft | null) {
  const editor = useTemplateDraft(template, kept);
  const { draft, change, isDirty } = editor;
  const [view, setView] = useState<BuilderView>('write');
  const errors = useErrorWalk(editor.problems, () => setView('write'));
  const trial = useTrial();
  const model = useModelChoice()?.model ?? null;

  /** True when what is shown is stored. */
  const save = async (): Promise<boolean> => {
    if (!isDirty) return true;
    const hindrance = await editor.save();
    if (hindrance !== null && hindrance !== 'failed') errors.show(hindrance);
    return hindrance === null;
  };

  const withUndo = (text: string, replace: () => void) => {
    const before = draft;
    replace();
    toast.undo({ text, onUndo: () => change(() => before) });
  };

  return {
    ...editor,
    view,
    setView,
    model,
    trial: trial.trial,
    stopTrial: trial.stop,
    target: errors.target,
    showNextError: errors.showNext,
    save: () => {
      if (!isDirty) toast.success(`Nothing to save: this is v${template.version}.`);
      return save();
    },
    /** Runs the stored version, so what is shown is saved first. */
    tryOnce: async (slots: SlotValues) => {
      if (model === null || !(await save())) return;
      setView('preview');
      await trial.start({ templateId: template.id, slots, model: model.name });
    },
    /** Puts an old version into the editor; saving it makes a new one. */
    restore: (version: Schema<'TemplateVersion'>) =>
      withUndo(
        `v${version.version} is in the editor. Save makes it v${template.version + 1}.`,
        () => change(() => toDraft(version)),
      ),
    discard: () => withUndo('Your changes are gone.', editor.discard),
  };
}

export type Builder = ReturnType<typeof useBuilder>;

/** Leads the caret from error to error. */
function useErrorWalk(problems: readonly Problem[], onShow: () => void) {
  const [target, setTarget] = useState<Target | null>(null);
  const shown = useRef(-1);
  const show = ({ field, index, place, message }: Problem) => {
    onShow();
    setTarget({ field, index: index ?? 0, at: place?.from ?? 0 });
    // These two have a place to put the caret and say there what is wrong.
    if (place === null && field !== 'user_prompt') toast.error(message);
  };
  const showNext = () => {
    shown.current = (shown.current + 1) % Math.max(1, problems.length);
    const problem = problems[shown.current];
    if (problem === undefined) return false;
    show(problem);
    return true;
  };
  return { target, show, showNext };
}
