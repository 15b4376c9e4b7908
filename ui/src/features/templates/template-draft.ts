import type { Schema } from '../../api/schema';
import { readJson } from '../../editor/json-source';
import { formatJson } from '../../lib/format-json';
import { slotsIn } from '../../lib/slots';

/** What is wanted of a slot; the values it is tried with. */
export interface SlotDetail {
  description: string;
  /** Null makes the slot required. */
  default: string | null;
  samples: string[];
}

/** A template while it is written. JSON stays text: for a while it may not parse. */
export interface TemplateDraft {
  name: string;
  system_prompt: string;
  user_prompt: string;
  /** Slots with a place of their own. Those found only in the prompts come after them. */
  slots: string[];
  /** May hold slots that are gone, so that bringing one back brings its notes back. */
  slot_details: Record<string, SlotDetail>;
  is_tool_calling_template: boolean;
  tools: string[];
  /** Whether answers have to call one: `auto`, `required`, `none` or the name of one. */
  tool_choice: string;
  output_schema: string | null;
}

/** What a version of a template holds, whichever answer it came in. */
export type TemplateContent = Omit<Schema<'TemplateVersion'>, 'version' | 'saved_at' | 'changed'>;

export const NO_DETAIL: SlotDetail = { description: '', default: null, samples: [] };

export function toDraft(content: TemplateContent): TemplateDraft {
  const details = Object.entries(content.slot_details).map(([slot, detail]) => [
    slot,
    { ...NO_DETAIL, ...detail, default: detail.default ?? null },
  ]);
  return {
    name: content.name,
    system_prompt: content.system_prompt,
    user_prompt: content.user_prompt,
    slots: content.slots,
    slot_details: Object.fromEntries(details),
    is_tool_calling_template: content.is_tool_calling_template,
    tools: content.tool_definitions.map((tool) => formatJson(tool)),
    tool_choice: content.tool_choice,
    output_schema: content.output_schema == null ? null : formatJson(content.output_schema),
  };
}

/** What a save sends, or null while some JSON does not parse. */
export function toInput(draft: TemplateDraft): Schema<'TemplateInput'> | null {
  const tools = draft.tools.map(readJson);
  const schema = draft.output_schema === null ? null : readJson(draft.output_schema);
  if (tools.some(({ problem }) => problem) || schema?.problem) return null;
  const slots = allSlots(draft);
  return {
    name: draft.name.trim(),
    system_prompt: draft.system_prompt,
    user_prompt: draft.user_prompt,
    slots,
    slot_details: detailsOf(slots, draft.slot_details),
    is_tool_calling_template: draft.is_tool_calling_template,
    tool_definitions: tools.map(({ value }) => value as Schema<'ToolDefinition'>),
    tool_choice: draft.tool_choice,
    output_schema: (schema?.value as Record<string, unknown> | undefined) ?? null,
  };
}

/** Two drafts with the same fingerprint would be saved as the same. */
export function fingerprint(draft: TemplateDraft): string {
  const input = toInput(draft);
  return JSON.stringify(input ?? { ...draft, slots: allSlots(draft) });
}

/** Every slot in the order it is asked for. */
export function allSlots(draft: TemplateDraft): string[] {
  return [...new Set([...draft.slots, ...usedSlots(draft)])];
}

/** The slots that stand in a prompt. */
export function usedSlots({ system_prompt, user_prompt }: TemplateDraft): string[] {
  return slotsIn(system_prompt, user_prompt);
}

/** Leaves out notes that say nothing: a template without them must not look changed. */
function detailsOf(slots: readonly string[], details: TemplateDraft['slot_details']) {
  const said = slots.flatMap((slot) => {
    const detail = details[slot];
    const isEmpty = !detail?.description && detail?.default == null && !detail?.samples.length;
    return detail && !isEmpty ? [[slot, detail] as const] : [];
  });
  return Object.fromEntries(said);
}

/** A draft as it was kept, with the version it began from. */
export interface KeptDraft {
  version: number;
  draft: TemplateDraft;
}

/** Reads a kept draft; null when it is from a page that wrote them differently. */
export function readKeptDraft(value: unknown): KeptDraft | null {
  const kept = value as Partial<KeptDraft> | null;
  const draft = kept?.draft;
  const isWhole =
    typeof kept?.version === 'number' &&
    typeof draft?.name === 'string' &&
    typeof draft.system_prompt === 'string' &&
    typeof draft.user_prompt === 'string' &&
    Array.isArray(draft.slots) &&
    typeof draft.slot_details === 'object' &&
    Array.isArray(draft.tools) &&
    typeof draft.tool_choice === 'string';
  return isWhole ? (kept as KeptDraft) : null;
}
