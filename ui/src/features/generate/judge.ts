import { describeError } from '../../api/errors';
import { toast } from '../../ui/toast';
import type { Candidate } from './audition';
import * as calls from './calls';
import {
  type Decision,
  type DecisionKind,
  decisionOf,
  type Judgement,
  judgementOf,
  nameOf,
  tallyChange,
  withDecision,
  withoutDecision,
} from './decisions';
import type { GetContext } from './deck-context';

export type Judge = ReturnType<typeof createJudge>;

/** Carries judgements to the server and keeps the list of decisions. */
export function createJudge(get: GetContext) {
  /** Judgements reach the server in the order they were made. */
  let line: Promise<unknown> = Promise.resolve();

  return {
    /** Shown at once, taken back when the server refuses: then false. */
    judge(candidate: Candidate, change: Partial<Judgement>): Promise<boolean> {
      const { dispatch, addToTally } = get();
      const tally = tallyChange(candidate, { ...candidate, ...change });
      dispatch({ type: 'changed', candidateId: candidate.id, change });
      addToTally(tally);
      const sent = line.then(async () => {
        try {
          dispatch({ type: 'candidate', candidate: await calls.judge(candidate, change) });
          return true;
        } catch (error) {
          const before = judgementOf(candidate);
          dispatch({ type: 'changed', candidateId: candidate.id, change: before });
          addToTally({ kept: -tally.kept, edited: -tally.edited });
          toast.error('That decision was not kept', describeError(error));
          return false;
        }
      });
      line = sent;
      return sent;
    },

    /** Writes a decision down before it is carried out; `touched` are all candidates it changes. */
    decide(kind: DecisionKind, about: Candidate, touched: Candidate[]): Decision {
      const decision = decisionOf(kind, about, touched);
      get().remember((memory) => ({
        ...memory,
        decisions: withDecision(memory.decisions, decision),
      }));
      return decision;
    },

    forget(decision: Decision): void {
      get().remember((memory) => ({
        ...memory,
        decisions: withoutDecision(memory.decisions, decision),
      }));
    },

    /** Whether it was not taken back meanwhile. */
    stands: (decision: Decision) =>
      get().memory.decisions.some((one) => nameOf(one) === nameOf(decision)),
  };
}
