import type { ImportReport } from '../../api/imports';
import { Select } from '../../ui/Select';
import { COLUMN_TARGETS, KEPT, TARGET_WORDS, type Target } from './import-words';

const KEEP = 'keep';

interface Props {
  report: ImportReport;
  onMap: (mapping: Record<string, Target | null>) => void;
}

/** The members of the file's rows and where each goes; for columns it can be changed. */
export function ColumnTable({ report, onMap }: Props) {
  const { columns, format, lacks } = report;
  const isOpen = format.id === 'columns';
  const map = (name: string, target: Target | null) => {
    // A place takes one column: whatever had it before gives it up.
    const others = columns.filter((one) => one.name !== name && one.target !== target);
    const mapping = Object.fromEntries(others.map((one) => [one.name, one.target ?? null]));
    onMap({ ...mapping, [name]: target });
  };
  return (
    <section aria-label="Columns" className="card overflow-hidden">
      <h2 className="px-4 pt-3.5 text-sm font-semibold">What becomes of it</h2>
      {lacks != null && (
        <p role="status" className="mx-4 mt-2 rounded-md bg-star-soft px-2.5 py-1.5 text-sm">
          dsforge cannot tell by the names: {lacks}.
        </p>
      )}
      <ul className="mt-2 divide-y divide-line">
        {columns.map(({ name, target }) => (
          <li key={name} className="flex min-h-11 items-center gap-3 px-4 py-1.5">
            <code className="min-w-0 flex-1 truncate font-mono text-[12.5px]">{name}</code>
            {isOpen ? (
              <Select
                aria-label={`What ${name} becomes`}
                className="w-48"
                value={target ?? KEEP}
                options={[
                  { value: KEEP, label: KEPT },
                  ...COLUMN_TARGETS.map((value) => ({ value, label: TARGET_WORDS[value] })),
                ]}
                onChange={(value) => map(name, value === KEEP ? null : (value as Target))}
              />
            ) : (
              <span className={target == null ? 'text-sm text-ink-3' : 'text-sm'}>
                {target == null ? KEPT : TARGET_WORDS[target]}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
