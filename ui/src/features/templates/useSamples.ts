import { useState } from 'react';
import { mixedValues, type SlotValues, sampleCount, sampleValues } from './samples';
import type { TemplateDraft } from './template-draft';

/** The values the prompt is shown with: a sample by number, or some thrown together. */
export function useSamples(draft: TemplateDraft) {
  const [at, setAt] = useState<{ index: number } | { mixed: SlotValues }>({ index: 0 });
  const count = sampleCount(draft);
  const index = 'index' in at ? at.index % count : null;
  const values =
    'mixed' in at ? { ...sampleValues(draft, 0), ...at.mixed } : sampleValues(draft, index ?? 0);
  return {
    values,
    index,
    count,
    step: (by: -1 | 1) => setAt({ index: ((index ?? 0) + by + count) % count }),
    mix: () => setAt({ mixed: mixedValues(draft, Math.random) }),
  };
}
