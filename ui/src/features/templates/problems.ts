import type { Schema } from '../../api/schema';
import type { EditorProblem } from '../../editor/Editor';
import { type JsonSource, lineAt, rangeOf, readJson } from '../../editor/json-source';
import { sureFix } from './schema-fixes';
import type { TemplateDraft } from './template-draft';
import { toolShapeProblems } from './tool-shape';

/** Something that keeps a template from being saved, and where it stands. */
export interface Problem {
  field: string;
  /** Which tool definition, from 0. */
  index: number | null;
  /** Its place in the text of the field; null when the field as a whole is meant. */
  place: EditorProblem | null;
  message: string;
}

/** What the server said about a place in a template. */
export type TemplateError = Pick<Schema<'TemplateError'>, 'field' | 'message'> & {
  index?: number | null | undefined;
  pointer?: string | null | undefined;
};

/** What can be said without the server: JSON that does not parse, tools that are none. */
export function localProblems(draft: TemplateDraft): Problem[] {
  const tools = draft.tools.flatMap((text, index) => {
    const source = readJson(text);
    if (source.problem) return [place('tool_definitions', index, source.problem)];
    return toolShapeProblems(source.value).map(({ pointer, message }) =>
      locate(text, source, { field: 'tool_definitions', index, pointer, message }),
    );
  });
  const schema = draft.output_schema === null ? null : readJson(draft.output_schema);
  if (schema?.problem) return [...tools, place('output_schema', null, schema.problem)];
  if (schema && (typeof schema.value !== 'object' || Array.isArray(schema.value))) {
    const message = 'A JSON Schema is an object: it begins with { and ends with }.';
    const error = { field: 'output_schema', pointer: '', message };
    return [...tools, locate(draft.output_schema ?? '', schema, error)];
  }
  return tools;
}

/** Finds the line of an error that the server names by field, index and pointer. */
export function placeError(draft: TemplateDraft, error: TemplateError): Problem {
  const text = textOf(draft, error.field, error.index ?? null);
  const isJson = error.field === 'tool_definitions' || error.field === 'output_schema';
  if (isJson && text !== null) return locate(text, readJson(text), error);
  const { field, index = null, message } = error;
  return { field, index, place: null, message };
}

/** The text that a problem of this field and index is about. */
export function textOf(draft: TemplateDraft, field: string, index: number | null): string | null {
  switch (field) {
    case 'tool_definitions':
      return index === null ? null : (draft.tools[index] ?? null);
    case 'output_schema':
      return draft.output_schema;
    case 'system_prompt':
      return draft.system_prompt;
    case 'user_prompt':
      return draft.user_prompt;
    case 'name':
      return draft.name;
    default:
      return null;
  }
}

function locate(text: string, source: JsonSource, error: TemplateError): Problem {
  const range = rangeOf(source, error.pointer ?? '') ?? { from: 0, to: 0 };
  const fix = sureFix(text, range, error.pointer ?? '');
  const shown = narrow(text, range);
  return place(error.field, error.index ?? null, { ...shown, message: error.message, fix });
}

/** An object or list is marked at its bracket only. */
function narrow(text: string, range: { from: number; to: number }) {
  return /[{[]/.test(text[range.from] ?? '') ? { from: range.from, to: range.from + 1 } : range;
}

function place(field: string, index: number | null, problem: EditorProblem): Problem {
  return { field, index, place: problem, message: problem.message };
}

const FIELDS: Record<string, string> = {
  name: 'the name',
  system_prompt: 'the system prompt',
  user_prompt: 'the user prompt',
  slots: 'the slots',
  tool_definitions: 'the tools',
  tool_choice: 'the calls',
  output_schema: 'the answer format',
};

/** The name of a tool for tabs and messages, also while its JSON is broken. */
export function toolName(text: string, index: number): string {
  const name = /"name"\s*:\s*"([^"\n]{1,64})"/.exec(text)?.[1];
  return name ?? `tool ${index + 1}`;
}

/** "lookup_order, line 9", "the user prompt". */
export function whereIs({ field, index, place: at }: Problem, draft: TemplateDraft): string {
  const text = textOf(draft, field, index);
  const part =
    field === 'tool_definitions' && index !== null && text !== null
      ? toolName(text, index)
      : (FIELDS[field] ?? field);
  return at === null || text === null ? part : `${part}, line ${lineAt(text, at.from)}`;
}
