import { TriangleAlert } from 'lucide-react';
import type { Schema } from '../../api/schema';
import { formatAmount } from '../../lib/numbers';
import { formatDuration } from './run-words';

/** What a run comes to, and what speaks against it. */
export function EstimateNote({ estimate }: { estimate: Schema<'Estimate'> }) {
  const { items, prompt_tokens, seconds, models } = estimate;
  const tooLong = models.filter(({ too_long }) => too_long > 0);
  return (
    <div className="card p-4 text-sm" aria-live="polite">
      <p>
        <span className="font-medium">{formatAmount(items, 'answer')}</span>, ≈{' '}
        {formatAmount(prompt_tokens, 'token')} of prompts
        {seconds == null
          ? '. How long it takes is known after the first answers of each model.'
          : `, ≈ ${formatDuration(seconds)} at the speed of earlier runs.`}
      </p>
      {tooLong.map(({ model, too_long, context }) => (
        <p key={model} className="mt-2 flex gap-2 text-ink-2">
          <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-star" />
          {formatAmount(too_long, 'prompt')} may leave {model} no room for an answer: it takes{' '}
          {formatAmount(context ?? 0, 'token')}.
        </p>
      ))}
    </div>
  );
}
