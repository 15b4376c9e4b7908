import { keySigns } from '../../keys/format';
import { toast } from '../../ui/toast';
import {
  type Candidate,
  type Card,
  isJudgeable,
  isUnderWay,
  shownOf,
  type ToolCall,
} from './audition';
import { type Decision, type DecisionKind, type Judgement, nameOf } from './decisions';
import type { Judge } from './judge';

interface Parts {
  judge: Judge;
  regenerate: (card: Card, input: { reason?: string }) => Promise<void>;
  undo: (decision: Decision) => Promise<void>;
}

/** What a person decides about the answer on a card. */
export function createJudgingActions({
  judge: { judge, decide, forget, stands },
  ...parts
}: Parts) {
  /** One card gives one example: starring an answer unstars its siblings. */
  async function keep(card: Card, kind: DecisionKind, change: Partial<Judgement>) {
    const shown = shownOf(card);
    const outranked = card.siblings.filter((s) => s !== shown && s.verdict === 'starred');
    const decision = decide(kind, { ...shown, ...change }, [shown, ...outranked]);
    for (const sibling of outranked) judge(sibling, { verdict: 'none' });
    if (!(await judge(shown, { ...change, verdict: 'starred' }))) forget(decision);
  }

  async function change(kind: DecisionKind, shown: Candidate, verdict: Candidate['verdict']) {
    const decision = decide(kind, shown, [shown]);
    if (!(await judge(shown, { verdict }))) forget(decision);
  }

  async function rejectShown(card: Card, reason: string | undefined) {
    const shown = shownOf(card);
    const decision = decide('rejected', shown, [shown]);
    toast.undo({
      id: nameOf(decision),
      text: `Rejected “${decision.text.slice(0, 32).trimEnd()}…”`,
      onUndo: () => parts.undo(decision),
      kbd: keySigns('deck.undo'),
    });
    const input = reason === undefined ? {} : { reason };
    if (!(await judge(shown, { verdict: 'rejected', ...input }))) return forget(decision);
    // Taken back before the server had answered: then nobody waits for another answer.
    if (stands(decision)) await parts.regenerate(card, input);
  }

  return {
    /** Stars, or takes the star away. False when there is nothing to star yet. */
    star(card: Card): boolean {
      const shown = shownOf(card);
      if (!isJudgeable(shown)) return false;
      if (shown.verdict === 'starred') change('unstarred', shown, 'none');
      else keep(card, 'starred', { reason: null });
      return true;
    },

    keepEdit(card: Card, output: string, toolCalls: ToolCall[]): void {
      const edit = editOf(shownOf(card), output, toolCalls);
      const edited = edit.edited_output !== null || edit.edited_tool_calls !== null;
      keep(card, edited ? 'edited' : 'starred', edit);
    },

    /** Where nothing came the card is dismissed; any answer is answered anew. */
    reject(card: Card, reason?: string): unknown {
      const shown = shownOf(card);
      if (isUnderWay(shown)) return false;
      if (!isJudgeable(shown)) return change('dismissed', shown, 'rejected');
      return rejectShown(card, reason);
    },
  };
}

/** What differs from the answer as it was written; null where nothing does. */
function editOf(original: Candidate, output: string, toolCalls: ToolCall[]) {
  const plain = original.tool_calls.map(({ name, arguments: args }) => ({ name, arguments: args }));
  const sameCalls = JSON.stringify(plain) === JSON.stringify(toolCalls);
  return {
    edited_output: output === original.output ? null : output,
    edited_tool_calls: sameCalls ? null : toolCalls,
  };
}
