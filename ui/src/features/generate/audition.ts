import type { RunStreamEvent } from '../../api/events';
import type { Schema } from '../../api/schema';

export type Run = Schema<'Run'>;
export type Candidate = Schema<'Candidate'>;
export type ToolCall = Schema<'ToolCall'>;

/** What a candidate has written so far, while the server still writes it. */
export interface Live {
  output: string;
  reasoning: string;
  /** Nothing comes because the model is still being read into memory. */
  loading: boolean;
}

/** One place in the deck and every answer it has had. */
export interface Card {
  position: number;
  /** Oldest first. Never empty, never shortened: a verdict hides nothing. */
  siblings: readonly Candidate[];
  /** Chosen by hand; null shows the newest. */
  shownId: number | null;
  live: Readonly<Record<number, Live>>;
}

export interface Audition {
  runId: number | null;
  /** Null until the first snapshot. */
  run: Run | null;
  /** By position. A card that an event does not concern stays the same object. */
  cards: readonly Card[];
}

type StreamChange = Exclude<RunStreamEvent, { type: 'token' | 'end' }>;

export type AuditionAction =
  | StreamChange
  | { type: 'opened'; runId: number | null }
  | { type: 'tokens'; pieces: readonly Schema<'TokenEvent'>[] }
  | { type: 'changed'; candidateId: number; change: Partial<Candidate> }
  | { type: 'shown'; position: number; candidateId: number };

export const emptyAudition: Audition = { runId: null, run: null, cards: [] };

export function auditionReducer(audition: Audition, action: AuditionAction): Audition {
  switch (action.type) {
    case 'opened':
      if (action.runId === audition.runId) return audition;
      return { ...emptyAudition, runId: action.runId };
    case 'snapshot':
      return takeSnapshot(audition, action);
    case 'run':
      return { ...audition, run: action.run };
    case 'candidate':
      return { ...audition, cards: putCandidate(audition.cards, action.candidate) };
    case 'tokens':
      return { ...audition, cards: action.pieces.reduce(appendPiece, audition.cards) };
    case 'changed':
      return {
        ...audition,
        cards: updateCandidate(audition.cards, action.candidateId, action.change),
      };
    case 'shown':
      return {
        ...audition,
        cards: audition.cards.map((card) =>
          card.position === action.position ? { ...card, shownId: action.candidateId } : card,
        ),
      };
  }
}

/** The server's word replaces everything but what was flipped to by hand. */
function takeSnapshot(audition: Audition, snapshot: Schema<'SnapshotEvent'>): Audition {
  const known = new Map(audition.cards.map((card) => [card.position, card.shownId]));
  const cards = snapshot.candidates
    .reduce<readonly Card[]>(putCandidate, [])
    .map((card) => ({ ...card, shownId: known.get(card.position) ?? starredId(card) }));
  const pieces = snapshot.partial.map(({ output, ...rest }) => ({ ...rest, text: output }));
  return { runId: snapshot.run.id, run: snapshot.run, cards: pieces.reduce(appendPiece, cards) };
}

/** A card comes back showing its starred answer, unless a newer one is still being written. */
const starredId = (card: Card) =>
  isUnderWay(newestOf(card)) ? null : (chosenOf(card)?.id ?? null);

function putCandidate(cards: readonly Card[], candidate: Candidate): readonly Card[] {
  const card = cards.find(({ position }) => position === candidate.position);
  if (card === undefined) {
    const { position } = candidate;
    const added = { position, siblings: [candidate], shownId: null, live: {} };
    return [...cards, added].sort((a, b) => a.position - b.position);
  }
  const known = card.siblings.some(({ id }) => id === candidate.id);
  const others = card.siblings.filter(({ id }) => id !== candidate.id);
  const next: Card = {
    ...card,
    siblings: [...others, candidate].sort((a, b) => a.id - b.id),
    // A new answer comes to the front by itself.
    shownId: known ? card.shownId : null,
    live: isUnderWay(candidate) ? begun(card.live, candidate.id) : without(card.live, candidate.id),
  };
  return cards.map((other) => (other === card ? next : other));
}

function updateCandidate(cards: readonly Card[], id: number, change: Partial<Candidate>) {
  return cards.map((card) =>
    card.siblings.some((sibling) => sibling.id === id)
      ? { ...card, siblings: card.siblings.map((s) => (s.id === id ? { ...s, ...change } : s)) }
      : card,
  );
}

function appendPiece(cards: readonly Card[], piece: Schema<'TokenEvent'>): readonly Card[] {
  const { candidate_id: id, text, reasoning, loading } = piece;
  return cards.map((card) => {
    const writing = card.siblings.find((sibling) => sibling.id === id);
    if (writing === undefined || !isUnderWay(writing)) return card;
    const before = card.live[id] ?? { output: '', reasoning: '' };
    const live = {
      output: before.output + text,
      reasoning: before.reasoning + reasoning,
      loading,
    };
    return { ...card, live: { ...card.live, [id]: live } };
  });
}

/** Whatever was waited for has come. */
function begun(live: Card['live'], id: number): Card['live'] {
  const known = live[id];
  return known?.loading ? { ...live, [id]: { ...known, loading: false } } : live;
}

function without(live: Card['live'], id: number): Card['live'] {
  const { [id]: _settled, ...rest } = live;
  return rest;
}

export const isUnderWay = ({ state }: Candidate) => state === 'waiting' || state === 'writing';

/** The newest answer: the one the server still works on, if any. */
export function newestOf(card: Card): Candidate {
  const newest = card.siblings.at(-1);
  if (newest === undefined) throw new Error('A card has at least one answer.');
  return newest;
}

/** Whether the server still works on some card. */
export const isWriting = ({ cards }: Audition) => cards.map(newestOf).some(isUnderWay);

/** The answer on the face of the card. */
export function shownOf(card: Card): Candidate {
  return card.siblings.find(({ id }) => id === card.shownId) ?? newestOf(card);
}

/** The answer that goes into the dataset: the newest starred one. */
export function chosenOf(card: Card): Candidate | undefined {
  return card.siblings.findLast(({ verdict }) => verdict === 'starred');
}

/** Whether there is text to star or edit. A stopped answer may have some. */
export function isJudgeable(candidate: Candidate): boolean {
  const { state, output, tool_calls } = candidate;
  return state === 'done' || (state === 'stopped' && (output !== '' || tool_calls.length > 0));
}

/** Cards leave the deck when they were added to a dataset, or dismissed because nothing came. */
export function isInDeck(card: Card): boolean {
  if (card.siblings.some(({ added_to }) => added_to != null)) return false;
  const shown = shownOf(card);
  return isJudgeable(shown) || isUnderWay(shown) || shown.verdict !== 'rejected';
}

/** What the answer is now: the edit where there is one. */
export function finalOf(candidate: Candidate): { output: string; tool_calls: ToolCall[] } {
  return {
    output: candidate.edited_output ?? candidate.output,
    tool_calls: candidate.edited_tool_calls ?? candidate.tool_calls,
  };
}

export const isEdited = ({ edited_output, edited_tool_calls }: Candidate) =>
  edited_output != null || edited_tool_calls != null;

/** A prompt of the row. Without an index it was written by hand and is sent as text. */
export interface Variation {
  text: string;
  index: number | null;
}

/** Every prompt that an answer of the run was made for, in the order of their numbers. */
export function variationsOf(audition: Audition): Variation[] {
  const candidates = audition.cards
    .flatMap(({ siblings }) => siblings)
    .sort((a, b) => a.variation_index - b.variation_index || a.id - b.id);
  const variations: Variation[] = [];
  for (const { variation: text, variation_index, turns } of candidates) {
    // A later question of a conversation is none of the row's prompts.
    if (text == null || turns.length > 0 || variations.some((one) => one.text === text)) continue;
    const taken = variations.some(({ index }) => index === variation_index);
    variations.push({ text, index: taken ? null : variation_index });
  }
  return variations;
}
