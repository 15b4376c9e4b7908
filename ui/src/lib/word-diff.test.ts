import { describe, expect, test } from 'vitest';
import { type DiffPart, wordDiff } from './word-diff';

const joined = (parts: DiffPart[], without: DiffPart['kind']) =>
  parts
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('');

const marked = (before: string, after: string) =>
  wordDiff(before, after)
    .map(({ kind, text }) => ({ same: text, removed: `[-${text}-]`, added: `{+${text}+}` })[kind])
    .join('');

describe('a diff of words', () => {
  test('marks what was replaced and leaves the rest alone', () => {
    expect(wordDiff('The tenant may leave.', 'The tenant shall not leave.')).toEqual([
      { kind: 'same', text: 'The tenant' },
      { kind: 'removed', text: ' may' },
      { kind: 'added', text: ' shall not' },
      { kind: 'same', text: ' leave.' },
    ]);
  });

  test('says nothing changed by one part, and nothing at all of nothing', () => {
    expect(wordDiff('As agreed.', 'As agreed.')).toEqual([{ kind: 'same', text: 'As agreed.' }]);
    expect(wordDiff('', '')).toEqual([]);
  });

  test('shows a new text as added and a deleted one as removed', () => {
    expect(wordDiff('', 'Notice period')).toEqual([{ kind: 'added', text: 'Notice period' }]);
    expect(wordDiff('Notice period', '')).toEqual([{ kind: 'removed', text: 'Notice period' }]);
  });

  test('keeps accents and apostrophes inside their word', () => {
    expect(wordDiff('L’été', 'L’hiver').map(({ kind }) => kind)).toEqual(['removed', 'added']);
  });

  test('marks words at the end, at the beginning and in the middle', () => {
    expect(marked('The deposit', 'The deposit is safe')).toBe('The deposit{+ is safe+}');
    expect(marked('Hello! The deposit', 'The deposit')).toBe('[-Hello! The-]{+The+} deposit');
    expect(marked('reverse the duplicate charge today', 'reverse the second charge today')).toBe(
      'reverse the[- duplicate-]{+ second+} charge today',
    );
  });

  test('counts a repeated word at the end once', () => {
    expect(marked('no no no', 'no no')).toBe('no no[- no-]');
  });

  test('takes line breaks as part of the text', () => {
    expect(marked('One.\nTwo.', 'One.\n\nTwo.')).toBe('One.[-\nTwo-]{+\n\nTwo+}.');
  });

  test('shows very long texts without common ends as replaced at once', () => {
    const before = Array.from({ length: 2500 }, (_, n) => `a${n}`).join(' ');
    const after = Array.from({ length: 2500 }, (_, n) => `b${n}`).join(' ');
    expect(wordDiff(before, after).map(({ kind }) => kind)).toEqual(['removed', 'added']);
  });

  test.each([
    [
      'You may keep the deposit, if the flat is clean and the keys are back.',
      'The landlord may keep a part of the deposit if the keys are not back.',
    ],
    ['a rent of 900 euros, due monthly', 'the rent of 950 euros is due monthly'],
    ['One.\n\nTwo.', 'One.\nTwo.\n\nThree.'],
    ['x '.repeat(3000), 'y '.repeat(3000)],
  ])('gives both texts back whole', (before, after) => {
    const parts = wordDiff(before, after);
    expect(joined(parts, 'added')).toBe(before);
    expect(joined(parts, 'removed')).toBe(after);
  });
});
