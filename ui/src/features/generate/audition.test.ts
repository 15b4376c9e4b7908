import { describe, expect, test } from 'vitest';
import {
  type Audition,
  type AuditionAction,
  auditionReducer,
  type Candidate,
  type Card,
  chosenOf,
  emptyAudition,
  finalOf,
  isInDeck,
  isJudgeable,
  newestOf,
  shownOf,
  variationsOf,
} from './audition';
import { candidateOf, runOf, timedOut, waiting, writing } from './fixtures';

const play = (...actions: AuditionAction[]) => actions.reduce(auditionReducer, emptyAudition);

const snapshot = (...candidates: Candidate[]): AuditionAction => ({
  type: 'snapshot',
  run: runOf(),
  candidates,
  partial: [],
});

const candidate = (one: Candidate): AuditionAction => ({ type: 'candidate', candidate: one });

const tokens = (id: number, text: string, reasoning = ''): AuditionAction => ({
  type: 'tokens',
  pieces: [{ candidate_id: id, text, reasoning, loading: false }],
});

function cardAt(audition: Audition, position: number): Card {
  const card = audition.cards.find((one) => one.position === position);
  if (card === undefined) throw new Error(`no card at ${position}`);
  return card;
}

/** A later answer of the card at position 0. */
const sibling = (id: number, change: Partial<Candidate> = {}) =>
  candidateOf(id, {
    position: 0,
    parent_id: 1,
    variation: 'Prompt 1',
    variation_index: 0,
    ...change,
  });

describe('a batch arrives', () => {
  test('cards lie in the order of their positions, however the answers come', () => {
    const audition = play(snapshot(candidateOf(3), candidateOf(1)), candidate(candidateOf(2)));
    expect(audition.cards.map(({ position }) => position)).toEqual([0, 1, 2]);
  });

  test('an answer moves from waiting through writing to done on its own card only', () => {
    const start = play(snapshot(candidateOf(1, waiting), candidateOf(2, waiting)));
    const later = [
      candidate(candidateOf(1, writing)),
      tokens(1, 'The deposit '),
      tokens(1, 'comes back.'),
    ].reduce(auditionReducer, start);
    expect(cardAt(later, 0).live[1]).toEqual({
      output: 'The deposit comes back.',
      reasoning: '',
      loading: false,
    });
    expect(cardAt(later, 1)).toBe(cardAt(start, 1));

    const done = auditionReducer(later, candidate(candidateOf(1)));
    expect(shownOf(cardAt(done, 0)).output).toBe('Answer 1');
    expect(cardAt(done, 0).live).toEqual({});
  });

  test('reasoning and text are collected apart', () => {
    const audition = play(
      snapshot(candidateOf(1, writing)),
      tokens(1, '', 'A tenant asks. '),
      tokens(1, 'The deposit', 'Say it plainly.'),
    );
    expect(cardAt(audition, 0).live[1]).toEqual({
      output: 'The deposit',
      reasoning: 'A tenant asks. Say it plainly.',
      loading: false,
    });
  });

  test('several tokens of one frame are taken in order', () => {
    const pieces = ['The ', 'deposit ', 'is ', 'safe'].map((text) => ({
      candidate_id: 1,
      text,
      reasoning: '',
      loading: false,
    }));
    const audition = play(snapshot(candidateOf(1, writing)), { type: 'tokens', pieces });
    expect(cardAt(audition, 0).live[1]?.output).toBe('The deposit is safe');
  });

  test('tokens that come after the answer is done, or for no known card, change nothing', () => {
    const start = play(snapshot(candidateOf(1)));
    const late = auditionReducer(auditionReducer(start, tokens(1, 'more')), tokens(99, 'lost'));
    expect(late.cards).toEqual(start.cards);
  });

  test('a snapshot brings what was already written', () => {
    const audition = play({
      type: 'snapshot',
      run: runOf(),
      candidates: [candidateOf(1, writing)],
      partial: [{ candidate_id: 1, output: 'The dep', reasoning: 'Hm.', loading: false }],
    });
    expect(cardAt(audition, 0).live[1]).toEqual({
      output: 'The dep',
      reasoning: 'Hm.',
      loading: false,
    });
  });

  test('a snapshot after a reconnect replaces half-written text instead of doubling it', () => {
    const audition = play(snapshot(candidateOf(1, writing)), tokens(1, 'The dep'), {
      type: 'snapshot',
      run: runOf(),
      candidates: [candidateOf(1, writing)],
      partial: [{ candidate_id: 1, output: 'The deposit', reasoning: '', loading: false }],
    });
    expect(cardAt(audition, 0).live[1]?.output).toBe('The deposit');
  });

  test('a card waits for its model until the card itself has news', () => {
    const wait = { candidate_id: 1, text: '', reasoning: '', loading: true };
    const loads = play(snapshot(candidateOf(1, waiting)), { type: 'tokens', pieces: [wait] });
    expect(cardAt(loads, 0).live[1]?.loading).toBe(true);
    const begins = auditionReducer(loads, candidate(candidateOf(1, writing)));
    expect(cardAt(begins, 0).live[1]?.loading).toBe(false);
  });

  test('the state of the run follows its events', () => {
    const audition = play(snapshot(candidateOf(1)), {
      type: 'run',
      run: runOf({ status: 'cancelled' }),
    });
    expect(audition.run?.status).toBe('cancelled');
  });

  test('opening another run clears the table, opening the same one does not', () => {
    const audition = play(snapshot(candidateOf(1)));
    expect(auditionReducer(audition, { type: 'opened', runId: 7 })).toBe(audition);
    expect(auditionReducer(audition, { type: 'opened', runId: 8 })).toEqual({
      runId: 8,
      run: null,
      cards: [],
    });
  });
});

describe('a card has several answers', () => {
  test('the newest comes to the front and the older ones stay behind it', () => {
    const audition = play(snapshot(candidateOf(1)), candidate(sibling(4, waiting)));
    const card = cardAt(audition, 0);
    expect(shownOf(card).id).toBe(4);
    expect(card.siblings.map(({ id }) => id)).toEqual([1, 4]);
  });

  test('an older one can be brought to the front and stays there while the new one is written', () => {
    const audition = play(
      snapshot(candidateOf(1), sibling(4, writing)),
      { type: 'shown', position: 0, candidateId: 1 },
      candidate(sibling(4)),
    );
    expect(shownOf(cardAt(audition, 0)).id).toBe(1);
    expect(newestOf(cardAt(audition, 0)).id).toBe(4);
  });

  test('what was flipped to survives a reconnect', () => {
    const both = snapshot(candidateOf(1), sibling(4));
    const audition = play(both, { type: 'shown', position: 0, candidateId: 1 }, both);
    expect(shownOf(cardAt(audition, 0)).id).toBe(1);
  });

  test('a card that is read again shows its starred answer, unless a newer one is being written', () => {
    const audition = play(snapshot(candidateOf(1, { verdict: 'starred' }), sibling(4)));
    expect(shownOf(cardAt(audition, 0)).id).toBe(1);
    const busy = play(snapshot(candidateOf(1, { verdict: 'starred' }), sibling(4, writing)));
    expect(shownOf(cardAt(busy, 0)).id).toBe(4);
  });

  test('the newest starred answer is the one that is kept', () => {
    const audition = play(
      snapshot(candidateOf(1, { verdict: 'starred' }), sibling(4, { verdict: 'starred' })),
    );
    expect(chosenOf(cardAt(audition, 0))?.id).toBe(4);
    expect(chosenOf(cardAt(play(snapshot(candidateOf(1))), 0))).toBeUndefined();
  });
});

describe('decisions on a card', () => {
  test('a change shows at once and leaves every other card as it is', () => {
    const start = play(snapshot(candidateOf(1), candidateOf(2)));
    const change = { verdict: 'starred' } as const;
    const starred = auditionReducer(start, { type: 'changed', candidateId: 2, change });
    expect(shownOf(cardAt(starred, 1)).verdict).toBe('starred');
    expect(cardAt(starred, 0)).toBe(cardAt(start, 0));
  });

  test('a card leaves the deck when any of its answers was added to a dataset', () => {
    const added = candidateOf(1, { added_to: { dataset_id: 2, example_id: 12 } });
    expect(isInDeck(cardAt(play(snapshot(added, sibling(4))), 0))).toBe(false);
  });

  test('a rejected answer keeps its card, a dismissed failure takes it away', () => {
    const rejected = play(snapshot(candidateOf(1, { verdict: 'rejected' })));
    expect(isInDeck(cardAt(rejected, 0))).toBe(true);
    const dismissed = play(snapshot(candidateOf(1, { ...timedOut, verdict: 'rejected' })));
    expect(isInDeck(cardAt(dismissed, 0))).toBe(false);
  });

  test('an answer can be judged when there is something to judge', () => {
    expect(isJudgeable(candidateOf(1))).toBe(true);
    expect(isJudgeable(candidateOf(1, { state: 'stopped' }))).toBe(true);
    expect(isJudgeable(candidateOf(1, { state: 'stopped', output: '' }))).toBe(false);
    expect(isJudgeable(candidateOf(1, writing))).toBe(false);
    expect(isJudgeable(candidateOf(1, timedOut))).toBe(false);
  });

  test('the edit stands for the answer, part by part', () => {
    const call = { name: 'find_clause', arguments: { number: 4 } };
    const edited = candidateOf(1, { tool_calls: [call], edited_output: 'Better' });
    expect(finalOf(edited)).toEqual({ output: 'Better', tool_calls: [call] });
    expect(finalOf({ ...edited, edited_output: null, edited_tool_calls: [] })).toEqual({
      output: 'Answer 1',
      tool_calls: [],
    });
  });
});

describe('the prompts of a batch', () => {
  test('each is listed once, in the order of its number', () => {
    const audition = play(snapshot(candidateOf(2), candidateOf(1), sibling(4)));
    expect(variationsOf(audition)).toEqual([
      { text: 'Prompt 1', index: 0 },
      { text: 'Prompt 2', index: 1 },
    ]);
  });

  test('one that was written by hand has no number of its own', () => {
    const own = sibling(4, { variation: 'What about pets?' });
    expect(variationsOf(play(snapshot(candidateOf(1), own)))).toEqual([
      { text: 'Prompt 1', index: 0 },
      { text: 'What about pets?', index: null },
    ]);
  });

  test('cards still waiting for their prompt add none', () => {
    expect(variationsOf(play(snapshot(candidateOf(1, { ...waiting, variation: null }))))).toEqual(
      [],
    );
  });
});
