import { FileText } from 'lucide-react';
import { type ImportReport, useImportFormats } from '../../api/imports';
import { formatAmount, formatCount } from '../../lib/numbers';
import { Checkbox } from '../../ui/Checkbox';
import { Select } from '../../ui/Select';
import type { useImport } from './useImport';

type Choices = ReturnType<typeof useImport>['choices'];

interface Props {
  file: File;
  report: ImportReport;
  choices: Choices;
  onChange: (change: Partial<Choices>) => void;
}

/** What the file is, how many rows it has, and what is to become of some of them. */
export function FileFacts({ file, report, choices, onChange }: Props) {
  const { data: formats = [report.format] } = useImportFormats();
  return (
    <section aria-label="File" className="card p-4">
      <div className="flex flex-wrap items-center gap-3">
        <FileText aria-hidden size={20} className="shrink-0 text-ink-3" />
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-base font-semibold">{file.name}</h2>
          <p className="text-xs text-ink-3">
            {report.file} · {formatSize(file.size)} · {formatAmount(report.rows, 'row')}
          </p>
        </div>
        <div className="w-full sm:w-72">
          <Select
            aria-label="Format"
            value={report.format.id}
            options={formats.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(format) => onChange({ format, mapping: null })}
          />
        </div>
      </div>
      <div className="mt-4 flex flex-col gap-2.5 border-t border-line pt-4 empty:hidden">
        {report.duplicates > 0 && (
          <Checkbox
            checked={choices.keepDuplicates}
            onChange={(keepDuplicates) => onChange({ keepDuplicates })}
            label={`Also add ${formatAmount(report.duplicates, 'row')} that ${are(report.duplicates)} in the dataset already, or twice in the file`}
          />
        )}
        {report.bad > 0 && (
          <Checkbox
            checked={choices.skipBad}
            onChange={(skipBad) => onChange({ skipBad })}
            label={`Leave out ${formatCount(report.bad)} of ${formatAmount(report.rows, 'row')} that cannot be read, and import the others`}
          />
        )}
      </div>
    </section>
  );
}

const are = (count: number) => (count === 1 ? 'is' : 'are');

function formatSize(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB'];
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  const number = (bytes / 1000 ** power).toLocaleString('en', {
    maximumFractionDigits: power && 1,
  });
  return `${number} ${units[power]}`;
}
