import { expect, test } from 'vitest';
import { readJson } from '../../editor/json-source';
import { formatJson } from '../../lib/format-json';
import { localProblems, placeError } from './problems';
import { mixedValues, sampleCount, sampleValues } from './samples';
import { sureFix } from './schema-fixes';
import { moveSlot, removeSlot, renameSlot } from './slot-edits';
import { starters } from './starters';
import {
  allSlots,
  fingerprint,
  readKeptDraft,
  toDraft,
  toInput,
  usedSlots,
} from './template-draft';
import { aTemplate, lookUpLaw } from './testing';
import { changeParameter, readTool } from './tool-form';
import { toolShapeProblems } from './tool-shape';

const draft = toDraft(aTemplate());

test('a stored template makes a draft that would be saved as the same', () => {
  const { name, user_prompt, slots, slot_details } = aTemplate();
  expect(toInput(draft)).toMatchObject({ name, user_prompt, slots, slot_details });
});

test('spacing in JSON and notes without words are no change', () => {
  const tool = formatJson(lookUpLaw);
  const before = { ...draft, tools: [tool] };
  const after = {
    ...draft,
    tools: [JSON.stringify(lookUpLaw)],
    slot_details: { ...draft.slot_details, tone: { description: '', default: null, samples: [] } },
  };
  expect(fingerprint(after)).toBe(fingerprint(before));
});

test('a draft with broken JSON cannot be sent and still counts as changed', () => {
  const broken = { ...draft, tools: ['{'] };
  expect(toInput(broken)).toBeNull();
  expect(fingerprint(broken)).not.toBe(fingerprint(draft));
});

test('formatted JSON reads back as the same value and keeps short parts on a line', () => {
  for (const { template } of starters) {
    const text = formatJson(template);
    expect(readJson(text).value).toEqual(JSON.parse(JSON.stringify(template)));
  }
  expect(formatJson({ type: 'string' })).toBe('{ "type": "string" }');
});

test('slots are renamed, moved and removed in the list and both prompts', () => {
  const both = { ...draft, system_prompt: 'Be {tone}.' };
  const renamed = renameSlot(both, 'tone', 'mood');
  expect([renamed.system_prompt, renamed.user_prompt]).toEqual([
    'Be {mood}.',
    'Explain {clause} in a {mood} tone.',
  ]);
  expect(allSlots(moveSlot(renamed, 'mood', -1))).toEqual(['mood', 'clause']);
  expect(usedSlots(removeSlot(renamed, 'mood'))).toEqual(['clause']);
  expect(moveSlot(draft, 'clause', -1)).toBe(draft);
});

test('notes survive while their slot is out of the prompt', () => {
  const out = { ...draft, user_prompt: 'Explain it.', slots: [] };
  expect(toInput(out)?.slot_details).toEqual({});
  expect(toInput({ ...out, user_prompt: '{clause}' })?.slot_details).toEqual(draft.slot_details);
});

test('samples are walked through together, shorter lists begin anew, usual slots have a value', () => {
  expect(sampleCount(draft)).toBe(2);
  expect(sampleValues(draft, 1)).toEqual({ clause: 'Rent is due.', tone: 'calm and brief' });
  expect(sampleValues(draft, 2).clause).toBe('No pets.');
  expect(mixedValues(draft, () => 0.99).clause).toBe('Rent is due.');
  expect(sampleValues({ ...draft, user_prompt: '{past_rent}' }, 0).past_rent).toBe('[past rent]');
});

test.each([
  ['strng', '/function/parameters/properties/paragraph/type', 'string'],
  ['Integer', '/function/parameters/type', 'integer'],
  ['functoin', '/type', 'function'],
  ['look up law', '/function/name', 'look_up_law'],
  ['date', '/function/parameters/properties/day/type', undefined],
])('“%s” at %s has the sure fix %s', (word, pointer, better) => {
  const text = `"${word}"`;
  const fix = sureFix(text, { from: 0, to: text.length }, pointer);
  expect(fix?.insert).toBe(better && `"${better}"`);
});

test.each([
  [[], '', 'A tool definition is an object.'],
  [{ type: 'tool', function: { name: 'a' } }, '/type', 'The type of a tool is “function”.'],
  [{ type: 'function' }, '/function', 'A tool needs a “function” with a name and parameters.'],
  [
    { type: 'function', function: { name: 'a', params: {} } },
    '/function/params',
    'A function has no “params”, only name, description, parameters, strict.',
  ],
])('%j is no tool definition', (value, pointer, message) => {
  expect(toolShapeProblems(value)).toEqual([{ pointer, message }]);
});

test('a schema that is no object is refused before the server sees it', () => {
  const [problem] = localProblems({ ...draft, output_schema: '[]' });
  expect(problem?.message).toBe('A JSON Schema is an object: it begins with { and ends with }.');
});

test('an error of the server without a place stands at its field', () => {
  expect(placeError(draft, { field: 'name', message: 'The name is empty.' })).toEqual({
    field: 'name',
    index: null,
    place: null,
    message: 'The name is empty.',
  });
});

test('the form changes one parameter and leaves what it does not show', () => {
  const tool = structuredClone(lookUpLaw) as unknown;
  const changed = changeParameter(tool, 0, { name: 'section', type: 'array', isRequired: true });
  expect(readTool(changed).parameters).toEqual([
    { name: 'section', type: 'array', description: '', isRequired: true },
  ]);
  expect(changed).toMatchObject({ function: { description: 'Find a paragraph of tenancy law' } });
});

test('a kept draft of another make is left alone', () => {
  expect(readKeptDraft({ version: 4, draft })).toEqual({ version: 4, draft });
  expect(readKeptDraft({ version: 4, draft: { name: 'x' } })).toBeNull();
  expect(readKeptDraft(null)).toBeNull();
});
