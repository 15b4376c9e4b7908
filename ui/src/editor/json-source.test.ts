import { expect, test } from 'vitest';
import { lineAt, rangeOf, readJson } from './json-source';

const TOOL = `{
  "type": "function",
  "function": {
    "name": "lookup_order",
    "parameters": { "type": "object", "properties": { "a/b": { "type": "strng" } } }
  }
}`;

test('a pointer leads to its value in the text', () => {
  const range = rangeOf(readJson(TOOL), '/function/parameters/properties/a~1b/type');
  expect(TOOL.slice(range?.from, range?.to)).toBe('"strng"');
  expect(lineAt(TOOL, range?.from ?? 0)).toBe(5);
});

test('a pointer to what is missing leads to the value around it', () => {
  const range = rangeOf(readJson(TOOL), '/function/name/first');
  expect(TOOL.slice(range?.from, range?.to)).toBe('"lookup_order"');
});

test('what JSON.parse reads is read to the same value', () => {
  const text = '[-1.5e3, "\\u00e9 \\" ü", true, null, {"a": []}, {}]';
  expect(readJson(text)).toMatchObject({ problem: null, value: JSON.parse(text) });
});

test.each([
  ['{\n  "a": 1,\n}', 2, 'No comma may stand before the closing }.', '{\n  "a": 1\n}'],
  ['{"a": 1 "b": 2}', 1, 'A comma is missing before this.', '{"a": 1, "b": 2}'],
  ['{"a" 1}', 1, 'A colon is missing between the name and its value.', '{"a" : 1}'],
  ['{a: 1}', 1, 'Names stand in double quotes.', '{"a": 1}'],
  ['{"a": True}', 1, '“True” is no JSON value. Texts stand in double quotes.', '{"a": true}'],
  ['{"a": {"b": [1, 2', 1, 'The text ends before ]}} closes it.', '{"a": {"b": [1, 2]}}'],
  ['{"a": [1, 2}}', 1, 'A ] is missing before this bracket.', '{"a": [1, 2]}'],
])('%s is explained, and its fix mends it', (text, line, message, mended) => {
  const { problem } = readJson(text);
  expect(problem?.message).toBe(message);
  expect(lineAt(text, problem?.from ?? 0)).toBe(line);
  const fix = problem?.fix;
  expect(text.slice(0, fix?.from) + fix?.insert + text.slice(fix?.to)).toBe(mended);
});

test.each([
  ['', 'There is nothing here yet.'],
  ['{} {}', 'Nothing may follow the closing bracket.'],
  ['{"a": "open\n}', 'This text has no closing quote on its line.'],
  [
    '{"a": "C:\\temp\\x"}',
    'This text has a sign that JSON does not allow. Write \\\\ for a backslash.',
  ],
  ['{"a": ;}', 'A value is missing here.'],
])('%s has no sure fix and says what is wrong', (text, message) => {
  expect(readJson(text).problem).toMatchObject({ message, fix: null });
});

test('brackets without an end do not exhaust the stack', () => {
  expect(readJson('['.repeat(100_000)).problem?.message).toMatch(/nested more than 200 deep/);
});
