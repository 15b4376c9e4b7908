import { type Candidate, type Card, isUnderWay, shownOf } from './audition';

type Lint = Candidate['lints'][number];

const WORDS: Record<string, string> = {
  cut_off: 'Cut off',
  empty: 'Empty',
  refusal: 'Refusal',
  near_copy: 'Near copy',
  invalid_arguments: 'Arguments off',
  unknown_tool: 'Unknown tool',
  missing_call: 'No call',
  unexpected_call: 'Unwanted call',
  unclosed_fence: 'Code not closed',
  invalid_json: 'Not JSON',
  schema_mismatch: 'Does not fit schema',
  special_tokens: 'Special tokens',
  same_prompt: 'Hardly rephrased',
};

const REPAIRABLE = [
  'invalid_arguments',
  'unknown_tool',
  'missing_call',
  'invalid_json',
  'schema_mismatch',
];

/** What a lint is called on a badge. */
export function lintLabel(rule: string): string {
  const words = rule.replaceAll('_', ' ');
  return WORDS[rule] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** Every rule that an answer breaks, once. */
export function rulesOf({ lints, finish_reason }: Candidate): string[] {
  const rules = [...new Set(lints.map(({ rule }) => rule))];
  return finish_reason === 'length' && !rules.includes('cut_off') ? ['cut_off', ...rules] : rules;
}

/** Whether the model can be asked to put the form of its answer right. A person's own version is theirs. */
export function isRepairable(candidate: Candidate): boolean {
  return candidate.lints.some(({ rule }) => REPAIRABLE.includes(rule));
}

/** The example that an answer is a near copy of. */
export function exampleIn({ rule, path }: Lint): { dataset: number; example: number } | null {
  const found = rule === 'near_copy' && /^\/datasets\/(\d+)\/examples\/(\d+)$/.exec(path ?? '');
  return found ? { dataset: Number(found[1]), example: Number(found[2]) } : null;
}

/** All cards, or one rule's, or those without any warning. */
export type LintFilter = 'all' | 'clean' | (string & {});

/** The rules that some card breaks, with how many do. */
export function ruleCounts(cards: readonly Card[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const rule of cards.flatMap((card) => rulesOf(shownOf(card)))) {
    counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  return counts;
}

/** What is still being written is shown whatever the filter: nobody knows yet what is wrong with it. */
export function passes(card: Card, filter: LintFilter): boolean {
  const shown = shownOf(card);
  if (filter === 'all' || isUnderWay(shown)) return true;
  const rules = rulesOf(shown);
  return filter === 'clean' ? rules.length === 0 : rules.includes(filter);
}
