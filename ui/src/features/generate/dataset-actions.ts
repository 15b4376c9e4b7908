import { describeError } from '../../api/errors';
import type { Schema } from '../../api/schema';
import { keySigns } from '../../keys/format';
import { formatAmount } from '../../lib/numbers';
import { toast } from '../../ui/toast';
import { type Candidate, type Card, chosenOf, finalOf, isInDeck, type Run } from './audition';
import * as calls from './calls';
import { type Decision, decisionOf, nameOf, withDecision } from './decisions';
import type { DeckContext, GetContext } from './deck-context';

/** The answers in the deck that the next press of Add takes. */
export function starredIn(cards: readonly Card[]): Candidate[] {
  return cards.filter(isInDeck).flatMap((card) => chosenOf(card) ?? []);
}

/** Whether the run answers existing examples anew. */
export const isReplacement = (candidates: readonly Candidate[]) =>
  candidates.some(({ example_id }) => example_id != null);

/** The example that a candidate becomes; the server adds siblings, template and provenance. */
export function exampleOf(run: Run, candidate: Candidate): Schema<'ExampleInput'> {
  const { messages, variation, run_id, id: candidate_id } = candidate;
  const said = (role: Schema<'Role'>) => messages.findLast((one) => one.role === role)?.content;
  const { output, tool_calls } = finalOf(candidate);
  return {
    system_prompt: said('system') ?? '',
    variation_prompt: variation ?? said('user') ?? '',
    slots: run.slots,
    output,
    tool_calls: tool_calls.map(({ name, arguments: args }) => ({ name, arguments: args })),
    run_id,
    candidate_id,
  };
}

/** Moves the starred answers into the dataset. */
export function createDatasetActions(get: GetContext, undo: (decision: Decision) => void) {
  /** False when nothing is starred. Answers to an example take its place, unless they are wanted as new ones. */
  async function addStarred(asNew = false): Promise<boolean> {
    const { dataset, audition } = get();
    const starred = starredIn(audition.cards);
    const [first] = starred;
    if (first === undefined || audition.run === null) return false;
    const replaces = isReplacement(starred) && !asNew;
    try {
      const { change, alreadyThere } = replaces
        ? await replaced(dataset.id, starred)
        : await calls.addExamples(
            dataset.id,
            starred.map((candidate) => exampleOf(audition.run as Run, candidate)),
          );
      clear(get(), starred);
      const kind = replaces ? 'replaced' : 'added';
      const decision = decisionOf(kind, first, starred);
      const whole = change === null ? decision : { ...decision, change_id: change };
      announce(whole, starred.length - alreadyThere, alreadyThere);
    } catch (error) {
      const what = replaces ? 'Nothing was replaced' : 'Nothing was added';
      toast.error(what, describeError(error));
    }
    return true;
  }

  function announce(decision: Decision, count: number, alreadyThere: number) {
    const { dataset, remember } = get();
    const verb = decision.kind === 'replaced' ? 'Replaced' : 'Added';
    const where = decision.kind === 'replaced' ? 'in' : 'to';
    if (count === 0 && alreadyThere > 0) {
      const what = alreadyThere === 1 ? 'It is' : 'All of them are';
      return toast.success(`${what} in ${dataset.name} already; nothing was added`);
    }
    const before = alreadyThere === 0 ? '' : `; ${alreadyThere} there already`;
    const text = `${verb} ${formatAmount(count, 'example')} ${where} ${dataset.name}${before}`;
    if (decision.change_id === undefined) return toast.success(text);
    remember((memory) => ({ ...memory, decisions: withDecision(memory.decisions, decision) }));
    return toast.undo({
      id: nameOf(decision),
      text,
      onUndo: () => undo(decision),
      kbd: keySigns('deck.undo'),
    });
  }

  return { addStarred };
}

async function replaced(dataset: number, starred: readonly Candidate[]) {
  const change = await calls.replaceExamples(dataset, starred.flatMap(replacementOf));
  return { change, alreadyThere: 0 };
}

function replacementOf({ example_id, run_id, id }: Candidate): Schema<'Replacement'>[] {
  return example_id == null ? [] : [{ example_id, run_id, candidate_id: id }];
}

/** Clears the cards at once, then learns which examples they became. */
function clear(context: DeckContext, added: readonly Candidate[]) {
  const { dataset, dispatch, refreshDatasets } = context;
  for (const { id: candidateId, example_id } of added) {
    const added_to = { dataset_id: dataset.id, example_id: example_id ?? 0 };
    dispatch({ type: 'changed', candidateId, change: { added_to } });
  }
  refreshDatasets();
  const [first] = added;
  if (first === undefined) return;
  calls
    .readCandidates(first.run_id)
    .then((candidates) => {
      for (const candidate of candidates) {
        if (candidate.added_to != null) dispatch({ type: 'candidate', candidate });
      }
    })
    // Only the way from a decision to its example is missing then.
    .catch(() => undefined);
}
