import { Link } from '@tanstack/react-router';
import { formatAmount, formatCount } from '../../lib/numbers';
import { Chip } from '../../ui/Chip';
import { type ExportedRows, isWhole } from './exported-rows';

interface Props {
  dataset: number;
  rows: ExportedRows;
  /** How many examples are taken, and how many the dataset has; null while that is not known. */
  taken: number | null;
  count: number | null;
  onRows: (rows: ExportedRows) => void;
}

/** Which examples are written: all, those chosen in the table, or those that it showed. */
export function RowChoice({ dataset, rows, taken, count, onRows }: Props) {
  const { ids, q, filter = [] } = rows;
  const chosen = ids?.split(',').length;
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-1.5 gap-y-2.5 py-1">
      {chosen !== undefined && (
        <Chip
          tone="accent"
          removeLabel="the choice of examples"
          onRemove={() => onRows({ ...rows, ids: undefined })}
        >
          {formatAmount(chosen, 'chosen example')}
        </Chip>
      )}
      {q && (
        <Chip
          tone="accent"
          removeLabel="the search"
          onRemove={() => onRows({ ...rows, q: undefined })}
        >
          “{q}”
        </Chip>
      )}
      {filter.map((condition) => (
        <Chip
          key={condition}
          tone="accent"
          removeLabel={condition}
          onRemove={() => onRows({ ...rows, filter: filter.filter((one) => one !== condition) })}
        >
          {condition}
        </Chip>
      ))}
      <span className="text-sm">{isWhole(rows) ? describeAll(taken) : describe(taken, count)}</span>
      <Link
        to="/d/$dataset/examples"
        params={{ dataset }}
        search={{ ...(q && { q }), ...(filter.length > 0 && { filter }) }}
        className="inline-flex min-h-6 items-center text-xs text-ink-2 underline decoration-line-strong underline-offset-2 hover:text-ink"
      >
        Choose in the table
      </Link>
    </div>
  );
}

function describe(taken: number | null, count: number | null): string {
  if (taken === null) return '';
  const of = count === null ? '' : ` of ${formatCount(Math.max(count, taken))}`;
  return `${formatCount(taken)}${of}`;
}

function describeAll(total: number | null): string {
  if (total === null) return 'All examples';
  return total < 2 ? formatAmount(total, 'example') : `All ${formatAmount(total, 'example')}`;
}
