import { expect, test } from 'vitest';
import {
  type Decision,
  decisionOf,
  excerptOf,
  recentDecisions,
  tallyChange,
  withDecision,
  withoutDecision,
} from './decisions';
import { candidateOf } from './fixtures';

const numbered = (count: number): Decision[] =>
  Array.from({ length: count }, (_, index) => ({
    ...decisionOf('starred', candidateOf(index + 1), []),
    at: new Date(index * 1000).toISOString(),
  }));

test('twenty decisions can be undone, the oldest falls off', () => {
  const all = numbered(21).reduce<Decision[]>(withDecision, []);
  expect(all).toHaveLength(20);
  expect(all[0]?.candidate_id).toBe(21);
  expect(all.at(-1)?.candidate_id).toBe(2);
});

test('a decision remembers how every answer it touched was judged', () => {
  const outranked = candidateOf(1, { verdict: 'starred', edited_output: 'Shorter' });
  const about = candidateOf(4, { reason: 'Too long', verdict: 'rejected' });
  expect(decisionOf('starred', about, [about, outranked]).before).toEqual([
    {
      candidate_id: 4,
      judgement: {
        verdict: 'rejected',
        reason: 'Too long',
        edited_output: null,
        edited_tool_calls: null,
      },
    },
    {
      candidate_id: 1,
      judgement: {
        verdict: 'starred',
        reason: null,
        edited_output: 'Shorter',
        edited_tool_calls: null,
      },
    },
  ]);
});

test('the list shows the last ten that lead somewhere', () => {
  const added = { ...decisionOf('added', candidateOf(99), []), change_id: 5 };
  const recent = recentDecisions([added, ...numbered(12).reverse()]);
  expect(recent).toHaveLength(10);
  expect(recent[0]?.candidate_id).toBe(12);
});

test('an answer stands in the list once, and not at all without its star', () => {
  const decide = (kind: Decision['kind'], id: number) => decisionOf(kind, candidateOf(id), []);
  const recent = recentDecisions([
    decide('unstarred', 1),
    decide('edited', 2),
    decide('starred', 2),
    decide('starred', 1),
  ]);
  expect(recent.map(({ kind, candidate_id }) => [kind, candidate_id])).toEqual([['edited', 2]]);
});

test('one decision out of the middle can be taken back', () => {
  const [first, second, third] = numbered(3);
  expect(withoutDecision([third, second, first] as Decision[], second as Decision)).toEqual([
    third,
    first,
  ]);
});

test('an excerpt is one short line of the answer as it is now', () => {
  const long = candidateOf(1, { edited_output: `The deposit\n\n${'is safe '.repeat(30)}` });
  expect(excerptOf(long)).toMatch(/^The deposit is safe .*…$/);
  expect(excerptOf(long).length).toBeLessThanOrEqual(121);
  const calls = [
    { name: 'find_clause', arguments: { number: '4.2' } },
    { name: 'find_law', arguments: {} },
  ];
  const called = candidateOf(1, { output: '', tool_calls: calls });
  expect(excerptOf(called)).toBe('find_clause { "number": "4.2" } find_law {}');
});

test('the sums of the session follow the judgement, also back', () => {
  const plain = candidateOf(1);
  const kept = candidateOf(1, { verdict: 'starred', edited_output: 'Shorter' });
  expect(tallyChange(plain, kept)).toEqual({ kept: 1, edited: 1 });
  expect(tallyChange(kept, plain)).toEqual({ kept: -1, edited: -1 });
  expect(tallyChange(kept, { ...kept, verdict: 'rejected' })).toEqual({ kept: -1, edited: 0 });
});
