import { useRef } from 'react';
import type { Schema } from '../../api/schema';
import type { EditorHandle } from '../../editor/Editor';
import { ErrorLine } from './BuilderBar';
import { BuilderNotes } from './BuilderNotes';
import { OutputSchemaEditor } from './OutputSchemaEditor';
import { SlotManager } from './SlotManager';
import { SystemPromptEditor } from './SystemPromptEditor';
import { ToolDefinitionManager } from './ToolDefinitionManager';
import { allSlots, type KeptDraft } from './template-draft';
import { UserPromptEditor } from './UserPromptEditor';
import type { Builder } from './useBuilder';

interface Props {
  template: Schema<'Template'>;
  kept: KeptDraft | null;
  builder: Builder;
}

/** Everything that is written of a template, in the order in which a model gets it. */
export function BuilderFields({ template, kept, builder }: Props) {
  const { draft, change, problems, target, isDirty, isSaving } = builder;
  const userPrompt = useRef<EditorHandle>(null);
  const slots = allSlots(draft);
  const at = (field: string) => (target?.field === field ? target : null);
  const of = (field: string) => problems.filter((problem) => problem.field === field);
  const insert = (slot: string) => userPrompt.current?.insert(`{${slot}}`);
  return (
    <div className="mx-auto max-w-180 space-y-3.5 px-4 py-4 md:px-6">
      <BuilderNotes template={template} kept={isDirty ? kept : null} onDiscard={builder.discard} />
      <ErrorLine problems={problems} draft={draft} onShow={builder.showNextError} />
      <SystemPromptEditor
        templateId={template.id}
        value={draft.system_prompt}
        onChange={(system_prompt) => change((now) => ({ ...now, system_prompt }))}
        slots={slots}
        target={at('system_prompt')}
        isDirty={builder.isSystemPromptDirty}
        isSaving={isSaving}
        onSave={() => void builder.saveSystemPrompt()}
      />
      <UserPromptEditor
        value={draft.user_prompt}
        onChange={(user_prompt) => change((now) => ({ ...now, user_prompt }))}
        slots={slots}
        error={of('user_prompt')[0]?.message ?? null}
        target={at('user_prompt')}
        ref={userPrompt}
        onInsert={insert}
        onNewSlot={() => userPrompt.current?.insert('{new_slot}', { from: 1, to: 9 })}
      />
      <SlotManager draft={draft} onChange={change} onInsert={insert} />
      <ToolDefinitionManager
        draft={draft}
        onChange={change}
        problems={of('tool_definitions')}
        choiceError={of('tool_choice')[0]?.message ?? null}
        target={at('tool_definitions')}
      />
      <OutputSchemaEditor
        value={draft.output_schema}
        onChange={(output_schema) => change((now) => ({ ...now, output_schema }))}
        problems={of('output_schema')}
        target={at('output_schema')}
      />
    </div>
  );
}
