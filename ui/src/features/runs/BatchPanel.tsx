import { FileDown, FileUp } from 'lucide-react';
import { useState } from 'react';
import { formatAmount } from '../../lib/numbers';
import { formatAgo } from '../../lib/times';
import { Button } from '../../ui/Button';
import { BringResultsDialog } from './BringResultsDialog';
import type { Run } from './queries';
import { TakeOutDialog } from './TakeOutDialog';

/** A run as a file for somebody else to answer: out with the questions, in with the results. */
export function BatchPanel({ run }: { run: Run }) {
  const [open, setOpen] = useState<'out' | 'in' | null>(null);
  const { waiting, writing, failed } = run.items;
  const left = waiting + writing + failed;
  const { batch } = run;
  if (batch == null && left === 0) return null;
  return (
    <section aria-label="Batch file" className="card flex flex-wrap items-center gap-3 p-4">
      <div className="min-w-0 flex-1 basis-72">
        <h2 className="text-sm font-semibold">
          {batch == null ? 'Have it answered elsewhere' : 'Out as a batch file'}
        </h2>
        <p className="mt-0.5 text-sm text-ink-2">
          {batch == null
            ? `${formatAmount(left, 'question')} can leave as a batch file for vLLM, LiteLLM or a hosted service. The results come back to their cards.`
            : `${formatAmount(batch.questions, 'question')} left ${formatAgo(batch.since)}. dsforge asks nothing of this run until you bring the results in or resume it.`}
        </p>
        {batch != null && batch.without_prompt > 0 && (
          <p className="mt-1 text-sm text-ink-2">
            {formatAmount(batch.without_prompt, 'item')} could not leave, because their paraphrases
            are not written yet. Resume the run for those.
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        {left > 0 && (
          <Button size="sm" icon={FileDown} onClick={() => setOpen('out')}>
            {batch == null ? 'Take it out' : 'Get the file again'}
          </Button>
        )}
        {batch != null && (
          <Button size="sm" variant="primary" icon={FileUp} onClick={() => setOpen('in')}>
            Bring results in
          </Button>
        )}
      </div>
      {open === 'out' && <TakeOutDialog run={run} left={left} onClose={() => setOpen(null)} />}
      {open === 'in' && <BringResultsDialog run={run} onClose={() => setOpen(null)} />}
    </section>
  );
}
