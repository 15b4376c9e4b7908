import { describeError } from '../../api/errors';
import { toast } from '../../ui/toast';
import { isUnderWay, newestOf } from './audition';
import * as calls from './calls';
import { type Decision, nameOf } from './decisions';
import type { GetContext } from './deck-context';
import type { Judge } from './judge';

/** Takes decisions back. */
export function createUndoActions(get: GetContext, { judge, forget, stands }: Judge) {
  async function undoJudgement(decision: Decision) {
    const { audition, dispatch, moveTo } = get();
    const known = audition.cards.flatMap(({ siblings }) => siblings);
    for (const { candidate_id, judgement } of decision.before) {
      const candidate = known.find(({ id }) => id === candidate_id);
      if (candidate) judge(candidate, judgement);
      else await calls.judge({ id: candidate_id, run_id: decision.run_id }, judgement);
    }
    const { position, candidate_id: candidateId } = decision;
    const card = audition.cards.find((one) => one.position === position);
    if (decision.run_id !== audition.runId || card === undefined) return;
    dispatch({ type: 'shown', position, candidateId });
    moveTo(position);
    const replacement = newestOf(card);
    const unwanted = isUnderWay(replacement) && replacement.parent_id === candidateId;
    if (decision.kind === 'rejected' && unwanted) await calls.stopCandidate(replacement);
  }

  /** Of examples added or replaced: their cards come back. */
  async function undoChange({ change_id, run_id, before }: Decision) {
    const { dataset, audition, dispatch, openRun, refreshDatasets } = get();
    if (change_id === undefined) return;
    await calls.undoChange(dataset.id, change_id);
    refreshDatasets();
    for (const { candidate_id: candidateId } of before) {
      dispatch({ type: 'changed', candidateId, change: { added_to: null } });
    }
    if (run_id !== audition.runId) openRun(run_id);
  }

  /** Also one that others followed. */
  async function undo(decision: Decision): Promise<void> {
    if (!stands(decision)) return;
    forget(decision);
    toast.close(nameOf(decision));
    try {
      await (decision.change_id === undefined ? undoJudgement(decision) : undoChange(decision));
    } catch (error) {
      toast.error('That could not be undone', describeError(error));
    }
  }

  return {
    undo,

    /** False when there is nothing left to undo. */
    undoLast(): unknown {
      const [last] = get().memory.decisions;
      return last === undefined ? false : undo(last);
    },
  };
}
