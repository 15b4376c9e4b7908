import { Download } from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../../api/errors';
import type { ImportReport } from '../../api/imports';
import type { Schema } from '../../api/schema';
import { formatAmount, formatCount } from '../../lib/numbers';
import { Button } from '../../ui/Button';
import { toast } from '../../ui/toast';
import { faultsAsCsv } from './import-words';

const SHOWN = 20;

interface Props {
  report: ImportReport;
  fileName: string;
  allFaults: () => Promise<Schema<'ImportFault'>[]>;
}

/** The rows that cannot be read, with the reasons; all of them as a file. */
export function FaultList({ report, fileName, allFaults }: Props) {
  const [isBusy, setIsBusy] = useState(false);
  const { bad, errors } = report;
  if (bad === 0) return null;
  const download = async () => {
    setIsBusy(true);
    try {
      save(errors.length < bad ? await allFaults() : errors, fileName);
    } catch (error) {
      toast.error('The report was not written.', describeError(error));
    }
    setIsBusy(false);
  };
  return (
    <section aria-label="Rows that cannot be read" className="card overflow-hidden">
      <div className="flex flex-wrap items-center gap-2 px-4 pt-3.5">
        <h2 className="min-w-0 flex-1 text-sm font-semibold">
          {formatAmount(bad, 'row')} cannot be read
        </h2>
        <Button size="sm" icon={Download} busy={isBusy} onClick={() => void download()}>
          Download the report
        </Button>
      </div>
      <ul className="mt-2 divide-y divide-line">
        {errors.slice(0, SHOWN).map(({ row, detail }) => (
          <li key={row} className="flex gap-3 px-4 py-2 text-sm">
            <span className="w-20 shrink-0 text-ink-3 tabular-nums">Row {formatCount(row)}</span>
            <span className="min-w-0">{detail}</span>
          </li>
        ))}
      </ul>
      {bad > SHOWN && (
        <p className="border-t border-line px-4 py-2 text-xs text-ink-3">
          and {formatCount(bad - Math.min(SHOWN, errors.length))} more, which are in the report
        </p>
      )}
    </section>
  );
}

function save(faults: readonly Schema<'ImportFault'>[], fileName: string): void {
  const file = new Blob([faultsAsCsv(faults)], { type: 'text/csv' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = `${fileName}.errors.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
