import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { describeError } from '../../api/errors';
import { useModels, usePreferences } from '../../api/queries';
import type { Schema } from '../../api/schema';
import type { EditorHandle } from '../../editor/Editor';
import { useKeys } from '../../keys/useKeys';
import { classes } from '../../ui/classes';
import { Page } from '../../ui/Page';
import { Segmented } from '../../ui/Segmented';
import { toast } from '../../ui/toast';
import { BuilderActions, BuilderStatus, ErrorLine } from './BuilderBar';
import { BuilderNotes } from './BuilderNotes';
import { OutputSchemaEditor } from './OutputSchemaEditor';
import { PromptPreview } from './PromptPreview';
import type { Problem } from './problems';
import { SlotManager } from './SlotManager';
import { SystemPromptEditor } from './SystemPromptEditor';
import type { SlotValues } from './samples';
import { TemplateListPane } from './TemplateListPane';
import { ToolDefinitionManager } from './ToolDefinitionManager';
import { allSlots, type KeptDraft, toDraft } from './template-draft';
import { UserPromptEditor } from './UserPromptEditor';
import { useSamples } from './useSamples';
import { useTemplateDraft } from './useTemplateDraft';
import { useTrial } from './useTrial';

interface Props {
  template: Schema<'Template'>;
  /** What was written before and not saved. */
  kept: KeptDraft | null;
}

/** Where the caret is wanted; a new object wants it anew. */
interface Target {
  field: string;
  index: number;
  at: number;
}

const VIEWS = [
  { value: 'write', label: 'Write' },
  { value: 'preview', label: 'Preview' },
] as const;

/** Writes a template: prompts, slots, tools and answer format in the order they are sent, preview beside. */
export function TemplateBuilder({ template, kept }: Props) {
  const editor = useTemplateDraft(template, kept);
  const { draft, change, problems, isDirty } = editor;
  const [target, setTarget] = useState<Target | null>(null);
  const [view, setView] = useState<'write' | 'preview'>('write');
  const userPrompt = useRef<EditorHandle>(null);
  const samples = useSamples(draft);
  const { trial, start, stop } = useTrial();
  const model = useTrialModel();
  const slots = allSlots(draft);

  const show = (problem: Problem) => {
    setView('write');
    setTarget({
      field: problem.field,
      index: problem.index ?? 0,
      at: problem.place?.from ?? 0,
    });
    if (!problem.place && problem.field !== 'user_prompt') toast.error(problem.message);
  };
  const shown = useRef(-1);
  const showNext = () => {
    if (problems.length === 0) return false;
    shown.current = (shown.current + 1) % problems.length;
    const problem = problems[shown.current];
    return problem && show(problem);
  };

  const save = async () => {
    if (!isDirty) {
      toast.success(`Nothing to save: this is v${template.version}.`);
      return true;
    }
    const hindrance = await editor.save();
    if (hindrance !== null && hindrance !== 'failed') show(hindrance);
    return hindrance === null;
  };
  const tryOnce = async (values: SlotValues) => {
    if (model === null) return;
    if (isDirty && !(await save())) return;
    setView('preview');
    await start({ templateId: template.id, slots: values, model: model.name });
  };
  useKeys({
    'app.save': () => void save(),
    'template.try': () => void tryOnce(samples.values),
    'template.nextError': showNext,
  });

  const replace = (version: Schema<'TemplateVersion'>) => {
    const before = draft;
    change(() => toDraft(version));
    toast.undo({
      text: `v${version.version} is in the editor. Save makes it v${template.version + 1}.`,
      onUndo: () => change(() => before),
    });
  };
  const discard = () => {
    const before = draft;
    editor.discard();
    toast.undo({ text: 'Your changes are gone.', onUndo: () => change(() => before) });
  };
  const insert = (slot: string) => {
    setView('write');
    userPrompt.current?.insert(`{${slot}}`);
  };
  const at = (field: string) => (target?.field === field ? target : null);

  return (
    <Page
      title={draft.name}
      trail={<Link to="/templates">Templates</Link>}
      status={
        <BuilderStatus
          template={template}
          isDirty={isDirty}
          keeping={editor.keeping}
          onRenamed={(name) => change((now) => ({ ...now, name }))}
        />
      }
      actions={
        <BuilderActions
          template={template}
          isDirty={isDirty}
          isSaving={editor.isSaving}
          problems={problems}
          draft={draft}
          onShowNext={showNext}
          onSave={() => void save()}
          onUse={replace}
          onDiscard={discard}
        />
      }
    >
      <div className="flex min-h-0 flex-1">
        <TemplateListPane current={template.id} isDirty={isDirty} />
        <div className="flex min-w-0 flex-1 flex-col xl:flex-row">
          <div className="flex flex-col px-4 pt-4 md:px-6 xl:hidden">
            <Segmented label="View" value={view} segments={VIEWS} onChange={setView} />
          </div>
          <div
            className={classes(
              'min-h-0 min-w-0 flex-1 overflow-y-auto',
              view === 'preview' && 'max-xl:hidden',
            )}
          >
            <div className="mx-auto max-w-180 space-y-3.5 px-4 py-4 md:px-6">
              <BuilderNotes template={template} kept={isDirty ? kept : null} onDiscard={discard} />
              <ErrorLine problems={problems} draft={draft} onShow={showNext} />
              <SystemPromptEditor
                templateId={template.id}
                value={draft.system_prompt}
                onChange={(system_prompt) => change((now) => ({ ...now, system_prompt }))}
                slots={slots}
                target={at('system_prompt')}
                isDirty={editor.isSystemPromptDirty}
                isSaving={editor.isSaving}
                onSave={() => void editor.saveSystemPrompt()}
              />
              <UserPromptEditor
                value={draft.user_prompt}
                onChange={(user_prompt) => change((now) => ({ ...now, user_prompt }))}
                slots={slots}
                error={problems.find(({ field }) => field === 'user_prompt')?.message ?? null}
                target={at('user_prompt')}
                ref={userPrompt}
                onInsert={insert}
                onNewSlot={() => userPrompt.current?.insert('{new_slot}', { from: 1, to: 9 })}
              />
              <SlotManager draft={draft} onChange={change} onInsert={insert} />
              <ToolDefinitionManager
                draft={draft}
                onChange={change}
                problems={problems.filter(({ field }) => field === 'tool_definitions')}
                target={at('tool_definitions')}
              />
              <OutputSchemaEditor
                value={draft.output_schema}
                onChange={(output_schema) => change((now) => ({ ...now, output_schema }))}
                problems={problems.filter(({ field }) => field === 'output_schema')}
                target={at('output_schema')}
              />
            </div>
          </div>
          <aside
            aria-label="Preview"
            className={classes(
              'flex min-h-0 flex-col border-line bg-surface max-xl:mt-4 max-xl:flex-1 max-xl:border-t xl:w-87 xl:shrink-0 xl:border-l',
              view === 'write' && 'max-xl:hidden',
            )}
          >
            <PromptPreview
              draft={draft}
              samples={samples}
              problems={problems}
              model={model}
              isDirty={isDirty}
              trial={trial}
              onTry={(values) => void tryOnce(values)}
              onStop={() =>
                stop().catch((error) => toast.error('It goes on', describeError(error)))
              }
            />
          </aside>
        </div>
      </div>
    </Page>
  );
}

/** The model that a trial asks: the one chosen for generating, else the first there is. */
function useTrialModel(): Schema<'ModelDetails'> | null {
  const { data } = useModels();
  const { data: preferences } = usePreferences();
  const models = data?.models ?? [];
  const wanted = models.find(({ name }) => name === preferences?.default_gen_model);
  return wanted ?? models[0] ?? null;
}
