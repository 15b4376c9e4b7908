import { expect, test } from 'vitest';
import { auditionReducer, type Candidate, emptyAudition } from './audition';
import { candidateOf, runOf, timedOut, waiting, writing } from './fixtures';
import { formatSeconds, progressOf } from './progress';

const batch = (candidates: Candidate[], written: [number, string][] = []) =>
  auditionReducer(emptyAudition, {
    type: 'snapshot',
    run: runOf(),
    candidates,
    partial: written.map(([candidate_id, output]) => ({
      candidate_id,
      output,
      reasoning: '',
      loading: false,
    })),
  });

test('failed and stopped answers count as settled', () => {
  const audition = batch([
    candidateOf(1),
    candidateOf(2, timedOut),
    candidateOf(3, { state: 'stopped' }),
    candidateOf(4, waiting),
  ]);
  expect(progressOf(audition)).toMatchObject({ settled: 3, total: 4, active: true });
});

test('the time left is measured by the answers that are done', () => {
  const audition = batch(
    [
      candidateOf(1, { output: 'x'.repeat(100), seconds: 4 }),
      candidateOf(2, writing),
      candidateOf(3, waiting),
    ],
    [[2, 'x'.repeat(50)]],
  );
  const progress = progressOf(audition);
  expect(progress.fraction).toBeCloseTo(0.5);
  expect(progress.secondsLeft).toBeCloseTo(6);
});

test('answers that are written side by side share the time', () => {
  const audition = batch([
    candidateOf(1, { seconds: 4 }),
    candidateOf(2, writing),
    candidateOf(3, writing),
  ]);
  expect(progressOf(audition).secondsLeft).toBeCloseTo(4);
});

test('without a finished answer nothing is guessed', () => {
  expect(progressOf(batch([candidateOf(1, writing)])).secondsLeft).toBeNull();
});

test('a card that is answered anew is open again', () => {
  const again = candidateOf(4, { ...waiting, position: 0, parent_id: 1 });
  expect(progressOf(batch([candidateOf(1), again]))).toMatchObject({ settled: 0, total: 1 });
});

test('an empty table has no progress', () => {
  expect(progressOf(emptyAudition)).toMatchObject({ total: 0, fraction: 0, active: false });
});

test('seconds turn into minutes', () => {
  expect([0.2, 4.2, 89, 95].map(formatSeconds)).toEqual(['1 s', '4 s', '89 s', '2 min']);
});
