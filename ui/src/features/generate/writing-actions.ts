import { describeError } from '../../api/errors';
import type { Schema } from '../../api/schema';
import { toast } from '../../ui/toast';
import { type Card, isUnderWay, newestOf, shownOf, type Variation, variationsOf } from './audition';
import * as calls from './calls';
import type { GetContext } from './deck-context';

/** What makes the server write or stop, one card at a time. */
export function createWritingActions(get: GetContext) {
  /** A new answer for the card; the one shown stays as its sibling. */
  async function regenerate(card: Card, input: Schema<'RegenerateInput'> = {}): Promise<void> {
    if (isUnderWay(newestOf(card))) return;
    try {
      const candidate = await calls.regenerate(shownOf(card), input);
      get().dispatch({ type: 'candidate', candidate });
      get().followAgain();
    } catch (error) {
      toast.error(`Card ${card.position + 1} got no new answer`, describeError(error));
    }
  }

  /** Goes on with the conversation of the card. False when the server would not. */
  async function grow(card: Card, turns: calls.Turn[]): Promise<boolean> {
    try {
      const candidate = await calls.continueCandidate(shownOf(card), turns);
      get().dispatch({ type: 'candidate', candidate });
      get().followAgain();
      return true;
    } catch (error) {
      toast.error('The conversation did not go on', describeError(error));
      return false;
    }
  }

  /** Shows the card's answer to a prompt; asks for one where there is none yet. */
  function takeVariation(card: Card, { text, index }: Variation): Promise<void> | undefined {
    const answer = card.siblings.findLast(
      ({ variation, verdict, state }) =>
        variation === text && verdict !== 'rejected' && state !== 'failed',
    );
    if (answer === undefined) {
      return regenerate(card, index === null ? { variation: text } : { variation_index: index });
    }
    get().dispatch({ type: 'shown', position: card.position, candidateId: answer.id });
  }

  return {
    regenerate,
    grow,
    takeVariation,

    /** The n-th prompt after the one shown, around the end. False when there is no other. */
    stepVariation(card: Card, step: 1 | -1): unknown {
      const variations = variationsOf(get().audition);
      const now = variations.findIndex(({ text }) => text === shownOf(card).variation);
      const next = variations.at((now + step) % variations.length);
      if (variations.length < 2 || next === undefined || isUnderWay(newestOf(card))) return false;
      return takeVariation(card, next);
    },

    /** Brings an earlier or later answer of the card to its face. */
    flip(card: Card, candidateId: number): void {
      get().dispatch({ type: 'shown', position: card.position, candidateId });
    },

    /** False when the card is not being written. */
    stop(card: Card): unknown {
      const newest = newestOf(card);
      if (!isUnderWay(newest)) return false;
      return calls
        .stopCandidate(newest)
        .catch((error) => toast.error('The card was not stopped', describeError(error)));
    },
  };
}

/** What concerns the whole run. */
export function createRunActions(get: GetContext) {
  return {
    /** Ends the run; what is written stays. False when nothing is being written. */
    stopAll(): unknown {
      const { audition, dispatch } = get();
      if (audition.runId === null || !audition.cards.map(newestOf).some(isUnderWay)) return false;
      return calls
        .cancelRun(audition.runId)
        .then((run) => dispatch({ type: 'run', run }))
        .catch((error) => toast.error('The batch was not stopped', describeError(error)));
    },

    /** Tries everything that failed again. */
    async retryAll(): Promise<void> {
      const { audition, dispatch, followAgain } = get();
      if (audition.runId === null) return;
      try {
        dispatch({ type: 'run', run: await calls.retryRun(audition.runId) });
        followAgain();
      } catch (error) {
        toast.error('The batch was not started again', describeError(error));
      }
    },
  };
}
