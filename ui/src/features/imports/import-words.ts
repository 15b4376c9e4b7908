import type { Schema } from '../../api/schema';

export type Target = Schema<'ImportTarget'>;

/** What becomes of a column, in words. */
export const TARGET_WORDS: Record<Target, string> = {
  conversation: 'Conversation',
  system: 'System prompt',
  question: 'Question',
  context: 'Below the question',
  answer: 'Answer',
  reasoning: 'Reasoning',
  rejected: 'Rejected answer',
  tools: 'Tools',
  slots: 'Slot values',
  rating: 'Rating',
  tags: 'Tags',
  note: 'Note',
  split: 'Split',
  origin: 'Origin',
};

/** Where a person may send a column. */
export const COLUMN_TARGETS: readonly Target[] = [
  'question',
  'answer',
  'system',
  'context',
  'reasoning',
  'rejected',
  'rating',
  'tags',
  'note',
  'split',
];

export const KEPT = 'Kept as it is';

/** The faulty rows as a file that a spreadsheet opens. */
export function faultsAsCsv(faults: readonly Schema<'ImportFault'>[]): string {
  const rows = faults.map(({ row, detail }) => `${row},"${detail.replaceAll('"', '""')}"`);
  return ['row,detail', ...rows, ''].join('\r\n');
}
