import { promptParts } from '../../lib/slots';
import { allSlots, type TemplateDraft } from './template-draft';

/** A value for each slot. */
export type SlotValues = Record<string, string>;

/** What a slot of a usual name could hold; used until it has samples of its own. */
const USUAL: Record<string, string> = {
  tone: 'calm and brief',
  style: 'plain',
  language: 'English',
  name: 'Grace',
  company: 'Northwind',
  product: 'a folding bicycle',
  city: 'Lisbon',
  country: 'Portugal',
  date: '14 March 2026',
  email: 'grace@example.org',
  number: '3',
  count: '3',
  topic: 'how tides work',
  subject: 'geometry',
  level: 'beginner',
  audience: 'people new to this',
  question: 'Why is the sky blue?',
};

/** How many different samples there are to walk through; a template without any still has one. */
export function sampleCount(draft: TemplateDraft): number {
  return Math.max(1, ...allSlots(draft).map((slot) => samplesOf(draft, slot).length));
}

/** The n-th sample of each slot. A slot with fewer of them begins anew. */
export function sampleValues(draft: TemplateDraft, index: number): SlotValues {
  return pick(draft, (samples) => samples[index % samples.length]);
}

/** A sample of each slot, thrown together. `random` gives a number from 0 to below 1. */
export function mixedValues(draft: TemplateDraft, random: () => number): SlotValues {
  return pick(draft, (samples) => samples[Math.floor(random() * samples.length)]);
}

function pick(draft: TemplateDraft, choose: (samples: string[]) => string | undefined): SlotValues {
  const values = allSlots(draft).map((slot) => [slot, choose(samplesOf(draft, slot)) ?? '']);
  return Object.fromEntries(values);
}

function samplesOf(draft: TemplateDraft, slot: string): string[] {
  const detail = draft.slot_details[slot];
  if (detail?.samples.length) return detail.samples;
  return [detail?.default ?? USUAL[slot.toLowerCase()] ?? `[${slot.replaceAll('_', ' ')}]`];
}

/** A filled prompt in pieces, so that what was filled in can be told apart. */
export function fillParts(prompt: string, values: SlotValues) {
  return promptParts(prompt).map(({ kind, text, from }) => ({
    at: from,
    text: kind === 'slot' ? (values[text] ?? '') : text,
    slot: kind === 'slot' ? text : null,
  }));
}

/** Roughly how many tokens a text is; only the model's own tokenizer knows. */
export function roughTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
