import { expect, test } from 'vitest';
import { diffWords } from './diff';

const marked = (before: string, after: string) =>
  diffWords(before, after)
    .map(({ kind, text }) => ({ same: text, removed: `[-${text}-]`, added: `{+${text}+}` })[kind])
    .join('');

test('a word that was replaced is removed and added', () => {
  expect(marked('reverse the duplicate charge today', 'reverse the second charge today')).toBe(
    'reverse the [-duplicate-]{+second+} charge today',
  );
});

test('words are added at the end and removed at the beginning', () => {
  expect(marked('The deposit', 'The deposit is safe')).toBe('The deposit{+ is safe+}');
  expect(marked('Hello! The deposit', 'The deposit')).toBe('[-Hello! -]The deposit');
});

test('equal texts have one part and empty ones none', () => {
  expect(diffWords('Same text', 'Same text')).toEqual([{ kind: 'same', text: 'Same text' }]);
  expect(diffWords('', '')).toEqual([]);
  expect(marked('', 'New')).toBe('{+New+}');
  expect(marked('Old', '')).toBe('[-Old-]');
});

test('a repeated word at the end is not counted twice', () => {
  expect(marked('no no no', 'no no')).toBe('no no[- no-]');
});

test('line breaks are part of the text', () => {
  expect(marked('One.\nTwo.', 'One.\n\nTwo.')).toBe('One.[-\n-]{+\n\n+}Two.');
});

test('nothing is lost: the kept and removed parts are the old text, kept and added the new', () => {
  const before = 'You may keep the deposit, if the flat is clean and the keys are back.';
  const after = 'The landlord may keep a part of the deposit if the keys are not back.';
  const parts = diffWords(before, after);
  const without = (kind: string) =>
    parts
      .filter((part) => part.kind !== kind)
      .map(({ text }) => text)
      .join('');
  expect(without('added')).toBe(before);
  expect(without('removed')).toBe(after);
});

test('very long texts without common ends are shown as replaced at once', () => {
  const before = Array.from({ length: 1500 }, (_, n) => `a${n}`).join(' ');
  const after = Array.from({ length: 1500 }, (_, n) => `b${n}`).join(' ');
  expect(diffWords(before, after).map(({ kind }) => kind)).toEqual(['removed', 'added']);
});
