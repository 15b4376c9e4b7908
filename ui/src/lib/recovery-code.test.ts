import { expect, test } from 'vitest';
import { findCodeProblem, isComplete, normalizeCode, splitCode } from './recovery-code';

const CODE = 'CHJP-CSV8-D5N6-PV3D-DSQQ-0WBJ-EDT7-AXKQ-C4';

test('a code is shown as eight groups and its check', () => {
  const { groups, check } = splitCode(CODE);
  expect(groups).toHaveLength(8);
  expect(groups[0]).toBe('CHJP');
  expect(check).toBe('C4');
});

test.each([
  ['as it is shown', CODE],
  ['in lower case without dashes', CODE.toLowerCase().replaceAll('-', '')],
  ['with spaces', CODE.replaceAll('-', ' ')],
  ['with the letter O for the digit', CODE.replaceAll('0', 'O')],
])('the right code is taken %s', async (_how, typed) => {
  expect(normalizeCode(typed)).toBe(CODE);
  expect(isComplete(typed)).toBe(true);
  expect(await findCodeProblem(typed)).toBeNull();
});

test('one mistyped character is found by the check', async () => {
  expect(await findCodeProblem(CODE.replace('CHJP', 'CHJQ'))).toMatch(/do not fit/);
});

test('half a code is not complained about', async () => {
  expect(await findCodeProblem('CHJP-CSV8')).toBeNull();
  expect(isComplete('CHJP-CSV8')).toBe(false);
});

test('a character that no code has is named', async () => {
  expect(await findCodeProblem('CHJP-CSU8')).toMatch(/“U” never occurs/);
});

test('too many characters are counted', async () => {
  expect(await findCodeProblem(`${CODE}7`)).toMatch(/1 more character than/);
});
