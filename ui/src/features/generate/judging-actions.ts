import { describeError } from '../../api/errors';
import { keySigns } from '../../keys/format';
import { toast } from '../../ui/toast';
import {
  type Candidate,
  type Card,
  finalOf,
  isJudgeable,
  isUnderWay,
  newestOf,
  shownOf,
  type ToolCall,
} from './audition';
import * as calls from './calls';
import {
  type Decision,
  type DecisionKind,
  decisionOf,
  type Judgement,
  judgementOf,
  tallyChange,
  withDecision,
  withoutDecision,
} from './decisions';
import type { GetContext } from './deck-context';
import type { createWritingActions } from './writing-actions';

type Writing = Pick<ReturnType<typeof createWritingActions>, 'regenerate'>;

/** What a person decides about answers: shown at once, taken back when the server refuses. */
export function createJudgingActions(get: GetContext, { regenerate }: Writing) {
  /** Decisions reach the server in the order they were made. */
  let line: Promise<unknown> = Promise.resolve();

  function judge(candidate: Candidate, change: Partial<Judgement>): Promise<boolean> {
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
  }

  function decide(kind: DecisionKind, about: Candidate, touched: Candidate[]): Decision {
    const decision = decisionOf(kind, about, touched);
    get().remember((memory) => ({
      ...memory,
      decisions: withDecision(memory.decisions, decision),
    }));
    return decision;
  }

  const forget = (decision: Decision) =>
    get().remember((memory) => ({
      ...memory,
      decisions: withoutDecision(memory.decisions, decision),
    }));

  /** One card gives one example: starring an answer unstars its siblings. */
  async function keep(card: Card, kind: DecisionKind, change: Partial<Judgement>) {
    const shown = shownOf(card);
    const outranked = card.siblings.filter((s) => s !== shown && s.verdict === 'starred');
    const decision = decide(kind, shown, [shown, ...outranked]);
    for (const sibling of outranked) judge(sibling, { verdict: 'none' });
    if (!(await judge(shown, { ...change, verdict: 'starred' }))) forget(decision);
  }

  async function unstar(shown: Candidate) {
    const decision = decide('unstarred', shown, [shown]);
    if (!(await judge(shown, { verdict: 'none' }))) forget(decision);
  }

  async function rejectShown(card: Card, reason: string | undefined) {
    const shown = shownOf(card);
    const decision = decide('rejected', shown, [shown]);
    toast.undo({
      text: `Rejected “${decision.text.slice(0, 32).trimEnd()}…”`,
      onUndo: () => undo(decision),
      kbd: keySigns('deck.undo'),
    });
    const input = reason === undefined ? {} : { reason };
    if (!(await judge(shown, { verdict: 'rejected', ...input }))) return forget(decision);
    // Taken back before the server had answered: then nobody waits for another answer.
    if (!get().memory.decisions.some(({ at }) => at === decision.at)) return;
    await regenerate(card, input);
  }

  async function dismiss(shown: Candidate) {
    const decision = decide('dismissed', shown, [shown]);
    if (!(await judge(shown, { verdict: 'rejected' }))) forget(decision);
  }

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

  async function undoChange(decision: Decision) {
    const { dataset, audition, dispatch, openRun, refreshDatasets } = get();
    if (decision.change_id === undefined) return;
    await calls.undoChange(dataset.id, decision.change_id);
    refreshDatasets();
    for (const { candidate_id: candidateId } of decision.before) {
      dispatch({ type: 'changed', candidateId, change: { added_to: null } });
    }
    if (decision.run_id !== audition.runId) openRun(decision.run_id);
  }

  /** Takes a decision back, also one that others followed. */
  async function undo(decision: Decision): Promise<void> {
    const known = get().memory.decisions.some(({ at }) => at === decision.at);
    if (!known) return;
    forget(decision);
    try {
      await (decision.change_id === undefined ? undoJudgement(decision) : undoChange(decision));
    } catch (error) {
      toast.error('That could not be undone', describeError(error));
    }
  }

  return {
    undo,

    /** Stars, or takes the star away. False when there is nothing to star yet. */
    star(card: Card): boolean {
      const shown = shownOf(card);
      if (!isJudgeable(shown)) return false;
      if (shown.verdict === 'starred') unstar(shown);
      else keep(card, 'starred', { reason: null });
      return true;
    },

    keepEdit(card: Card, output: string, toolCalls: ToolCall[]): void {
      const shown = shownOf(card);
      const plain = shown.tool_calls.map(({ name, arguments: args }) => ({
        name,
        arguments: args,
      }));
      const sameCalls = JSON.stringify(plain) === JSON.stringify(toolCalls);
      const change = {
        edited_output: output === shown.output ? null : output,
        edited_tool_calls: sameCalls ? null : toolCalls,
      };
      const edited = change.edited_output !== null || change.edited_tool_calls !== null;
      keep(card, edited ? 'edited' : 'starred', change);
    },

    /** A failed answer is dismissed with its card; any other is answered anew. */
    reject(card: Card, reason?: string): unknown {
      const shown = shownOf(card);
      if (isUnderWay(shown)) return false;
      return shown.state === 'failed' ? dismiss(shown) : rejectShown(card, reason);
    },

    /** False when there is nothing left to undo. */
    undoLast(): unknown {
      const [last] = get().memory.decisions;
      return last === undefined ? false : undo(last);
    },

    async copy(card: Card): Promise<void> {
      const { output, tool_calls } = finalOf(shownOf(card));
      await navigator.clipboard.writeText(output || JSON.stringify(tool_calls, null, 2));
      toast.success(`Copied the answer of card ${card.position + 1}`);
    },
  };
}
