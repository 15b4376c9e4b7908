import { formatArguments } from '../../lib/tool-arguments';
import { type Candidate, finalOf, isEdited } from './audition';

export type DecisionKind =
  | 'starred'
  | 'unstarred'
  | 'edited'
  | 'rejected'
  | 'dismissed'
  | 'added'
  | 'replaced';

/** What a person decides about an answer, as the server keeps it. */
export type Judgement = Pick<
  Candidate,
  'verdict' | 'reason' | 'edited_output' | 'edited_tool_calls'
>;

/** One decision and what it takes to undo it. It is kept as a draft: JSON only. */
export interface Decision {
  kind: DecisionKind;
  run_id: number;
  position: number;
  candidate_id: number;
  /** The beginning of the answer. */
  text: string;
  /** RFC 3339. */
  at: string;
  /** How the candidates it touched were judged before. */
  before: { candidate_id: number; judgement: Judgement }[];
  /** Of `added` and `replaced`: the change of the dataset. */
  change_id?: number;
}

const UNDO_DEPTH = 20;
const RECENT = 10;
const EXCERPT = 120;

export function judgementOf(candidate: Candidate): Judgement {
  const { verdict, reason, edited_output, edited_tool_calls } = candidate;
  return { verdict, reason, edited_output, edited_tool_calls };
}

export function decisionOf(kind: DecisionKind, about: Candidate, touched: Candidate[]): Decision {
  return {
    kind,
    run_id: about.run_id,
    position: about.position,
    candidate_id: about.id,
    text: excerptOf(about),
    at: new Date().toISOString(),
    before: touched.map((one) => ({ candidate_id: one.id, judgement: judgementOf(one) })),
  };
}

/** One line that tells answers apart. */
export function excerptOf(candidate: Candidate): string {
  const { output, tool_calls } = finalOf(candidate);
  const calls = tool_calls.map((call) => `${call.name} ${formatArguments(call)}`);
  const line = (output || calls.join(' ')).replace(/\s+/g, ' ').trim();
  return line.length > EXCERPT ? `${line.slice(0, EXCERPT).trimEnd()}…` : line;
}

/** Newest first; what is too deep to be undone falls off the end. */
export function withDecision(decisions: readonly Decision[], decision: Decision): Decision[] {
  return [decision, ...decisions].slice(0, UNDO_DEPTH);
}

export function withoutDecision(decisions: readonly Decision[], gone: Decision): Decision[] {
  return decisions.filter((decision) => nameOf(decision) !== nameOf(gone));
}

/** Tells decisions apart. */
export const nameOf = ({ kind, candidate_id, at }: Decision) => `${kind} ${candidate_id} ${at}`;

/** The last ten that lead somewhere; of several about one answer only the newest still holds. */
export function recentDecisions(decisions: readonly Decision[]): Decision[] {
  const shown: DecisionKind[] = ['starred', 'edited', 'rejected'];
  const judged = decisions.filter(({ change_id }) => change_id === undefined);
  return judged
    .filter((one, at) => judged.findIndex((other) => isAboutSame(one, other)) === at)
    .filter(({ kind }) => shown.includes(kind))
    .slice(0, RECENT);
}

const isAboutSame = (one: Decision, other: Decision) => one.candidate_id === other.candidate_id;

/** What a change of judgement adds to the sums of the session. */
export function tallyChange(before: Candidate, after: Candidate): { kept: number; edited: number } {
  const kept = (one: Candidate) => (one.verdict === 'starred' ? 1 : 0);
  const edited = (one: Candidate) => (isEdited(one) ? 1 : 0);
  return { kept: kept(after) - kept(before), edited: edited(after) - edited(before) };
}
