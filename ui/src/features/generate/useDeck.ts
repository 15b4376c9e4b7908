import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { RunStreamEvent } from '../../api/events';
import { keys, useDataset } from '../../api/queries';
import { copy } from '../../ui/copy';
import { type Audition, type Card, finalOf, isInDeck, shownOf } from './audition';
import { createDatasetActions } from './dataset-actions';
import type { DeckContext } from './deck-context';
import { createJudge } from './judge';
import { createJudgingActions } from './judging-actions';
import { type LintFilter, passes } from './lints';
import type { EditDraft, Memory } from './memory';
import { createUndoActions } from './undo-actions';
import { useAudition } from './useAudition';
import { type DeckView, useDeckView } from './useDeckView';
import { useTally } from './useTally';
import { createRunActions, createWritingActions } from './writing-actions';

interface Options {
  dataset: number;
  runId: number | null;
  memory: Memory;
  remember: DeckContext['remember'];
  openRun: (runId: number) => void;
}

export type Deck = ReturnType<typeof useDeck>;
export type DeckActions = Deck['actions'];

/** The deck of a run: its cards, which one is current, and everything that can be done to them. */
export function useDeck({ dataset, runId, memory, remember, openRun }: Options) {
  const cache = useQueryClient();
  const name = useDataset(dataset).data?.name ?? 'the dataset';
  const [tally, addToTally] = useTally();
  const [adding, setAdding] = useState(false);
  const followed = useAudition(runId, (event, before) => {
    if (isNewAnswer(event, before)) addToTally({ generated: 1 });
  });
  const { audition, dispatch, followAgain } = followed;
  const inDeck = useMemo(() => audition.cards.filter(isInDeck), [audition.cards]);
  const [filter, setFilter] = useState<LintFilter>('all');
  const cards = useMemo(() => inDeck.filter((card) => passes(card, filter)), [inDeck, filter]);
  const view = useDeckView(runId, cards);

  const context: DeckContext = {
    dataset: { id: dataset, name },
    audition,
    memory,
    dispatch,
    remember,
    followAgain,
    addToTally,
    openRun,
    moveTo: view.moveTo,
    refreshDatasets: () => {
      cache.invalidateQueries({ queryKey: keys.datasets });
      cache.invalidateQueries({ queryKey: ['examples'] });
    },
  };
  const latest = useRef<{ context: DeckContext; view: DeckView }>({ context, view });
  useEffect(() => {
    latest.current = { context, view };
  });
  const actions = useMemo(() => createActions(() => latest.current.context, setAdding), []);

  const shownCards = { cards, inDeck, filter, setFilter };
  return { ...followed, ...shownCards, view, tally, actions, adding, datasetName: name };
}

/** The same objects for the life of the page, so that only a changed card is drawn again. */
function createActions(get: () => DeckContext, setAdding: (adding: boolean) => void) {
  const judge = createJudge(get);
  const writing = createWritingActions(get);
  const undoing = createUndoActions(get, judge);
  const { regenerate } = writing;
  const judging = createJudgingActions({ judge, regenerate, undo: undoing.undo });
  const { addStarred } = createDatasetActions(get, undoing.undo);
  let busy = false;
  return {
    ...createRunActions(get),
    ...writing,
    ...judging,
    ...undoing,

    /** Adds what is starred; presses while it works do nothing. */
    add(asNew = false): Promise<unknown> | undefined {
      if (busy) return;
      busy = true;
      setAdding(true);
      return addStarred(asNew).finally(() => {
        busy = false;
        setAdding(false);
      });
    },

    async copyAnswer(card: Card): Promise<void> {
      const { output, tool_calls } = finalOf(shownOf(card));
      const text = output || JSON.stringify(tool_calls, null, 2);
      await copy(text, `Copied the answer of card ${card.position + 1}`);
    },

    saveEdit(candidateId: number, draft: EditDraft): void {
      get().remember((memory) => ({
        ...memory,
        edits: { ...memory.edits, [candidateId]: draft },
      }));
    },

    dropEdit(candidateId: number): void {
      get().remember((memory) => {
        const { [candidateId]: _dropped, ...edits } = memory.edits;
        return { ...memory, edits };
      });
    },
  };
}

function isNewAnswer(event: RunStreamEvent, { cards }: Audition): boolean {
  if (event.type !== 'candidate' || event.candidate.state !== 'done') return false;
  const known = cards.flatMap(({ siblings }) => siblings);
  return !known.some(({ id, state }) => id === event.candidate.id && state === 'done');
}
