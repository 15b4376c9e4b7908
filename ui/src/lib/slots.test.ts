import { expect, test } from 'vitest';
import { promptParts, replaceSlot, slotsIn } from './slots';

const sent = (prompt: string) =>
  promptParts(prompt)
    .map(({ kind, text }) => (kind === 'slot' ? `<${text}>` : text))
    .join('');

test.each([
  ['Explain {clause} in a {tone} tone', 'Explain <clause> in a <tone> tone'],
  ['write {{tone}} as it is', 'write {tone} as it is'],
  ['{{{tone}}}', '{{tone}}'],
  ['{"tone": "{tone}", "n": {"a": 1}}', '{"tone": "<tone>", "n": {"a": 1}}'],
  ['{ tone } {} {1st} {tone', '{ tone } {} {1st} {tone'],
])('%s is read as the server reads it', (prompt, expected) => {
  expect(sent(prompt)).toBe(expected);
});

test('slots are listed once, in order of first use, over all prompts', () => {
  expect(slotsIn('Be {tone}.', '{clause} {{law}} {tone}')).toEqual(['tone', 'clause']);
});

test('renaming a slot leaves text that looks like it alone', () => {
  expect(replaceSlot('{clause} {{clause}} clause', 'clause', '{paragraph}')).toBe(
    '{paragraph} {{clause}} clause',
  );
});
