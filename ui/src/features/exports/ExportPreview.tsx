import { Link } from '@tanstack/react-router';
import { CircleAlert } from 'lucide-react';
import { ApiError, describeError } from '../../api/errors';
import type { Schema } from '../../api/schema';
import { formatCount } from '../../lib/numbers';
import { CopyButton } from '../../ui/CopyButton';
import { ErrorNote } from '../../ui/ErrorNote';
import { JsonLine } from '../../ui/JsonLine';
import { Prose } from '../../ui/Prose';
import { Skeleton } from '../../ui/Skeleton';

interface Props {
  dataset: number;
  preview: Schema<'ExportPreview'> | undefined;
  /** Why there is none. */
  error: unknown;
  /** The rows are of the choices before; those of the new ones are on their way. */
  isStale: boolean;
  onRetry: () => void;
}

/** The first rows of the file, exactly as they will be written. */
export function ExportPreview({ dataset, preview, error, isStale, onRetry }: Props) {
  return (
    <section
      aria-labelledby="as-written"
      className="flex flex-col max-lg:order-3 max-lg:p-4 lg:min-h-0"
    >
      <div className="mb-2 flex items-baseline gap-3">
        <h2 id="as-written" className="text-sm font-semibold">
          As written
        </h2>
        {preview && !error && <span className="text-xs text-ink-3">{countLines(preview)}</span>}
      </div>
      {error ? (
        <RowError dataset={dataset} error={error} onRetry={onRetry} />
      ) : preview === undefined ? (
        <PreviewSkeleton />
      ) : (
        preview.lines.length > 0 && (
          <section
            aria-label="Rows as written"
            aria-busy={isStale}
            className="card min-h-0 overflow-y-auto rounded-lg"
          >
            <ol>
              {preview.lines.map((line, index) => (
                <Line
                  key={`${line.example_id} ${line.text}`}
                  dataset={dataset}
                  line={line}
                  number={index + 1}
                />
              ))}
            </ol>
          </section>
        )
      )}
    </section>
  );
}

function countLines({ lines, total }: Schema<'ExportPreview'>): string {
  if (lines.length === 0) return 'no lines';
  const shown = lines.length === 1 ? 'line 1' : `lines 1 to ${lines.length}`;
  return total == null ? shown : `${shown} of ${formatCount(total)}`;
}

interface LineProps {
  dataset: number;
  line: Schema<'PreviewLine'>;
  number: number;
}

function Line({ dataset, line, number }: LineProps) {
  return (
    <li className="flex gap-3 border-t border-line px-3.5 py-2.5 first:border-t-0">
      <span aria-hidden className="w-2 shrink-0 font-mono text-2xs leading-[18px] text-ink-3">
        {number}
      </span>
      <div className="min-w-0 flex-1">
        <JsonLine key={line.text} text={line.text} />
        <div className="mt-1 flex items-center justify-between text-2xs">
          <ExampleLink dataset={dataset} id={line.example_id} />
          <CopyButton text={line.text} label="Copy line" />
        </div>
      </div>
    </li>
  );
}

function ExampleLink({ dataset, id }: { dataset: number; id: number }) {
  return (
    <Link
      to="/d/$dataset/examples"
      params={{ dataset }}
      search={{ row: id }}
      className="inline-flex min-h-6 items-center text-ink-2 underline decoration-line-strong underline-offset-2 hover:text-ink"
    >
      Example {id}
    </Link>
  );
}

interface RowErrorProps {
  dataset: number;
  error: unknown;
  onRetry: () => void;
}

/** What stopped the preview: often one row, which is then a link, and a place in the template. */
function RowError({ dataset, error, onRetry }: RowErrorProps) {
  const row = error instanceof ApiError ? error.number('example_id') : null;
  const line = error instanceof ApiError ? error.number('line') : null;
  const column = error instanceof ApiError ? error.number('column') : null;
  return (
    <ErrorNote
      title={row === null ? 'The rows could not be written' : 'A row does not fit this format'}
      detail={
        <>
          <p>
            <Prose text={describeError(error)} />
          </p>
          {line !== null && (
            <p className="mt-1 flex items-center gap-1.5 font-mono text-xs">
              <CircleAlert aria-hidden size={13} className="shrink-0 text-bad" />
              template line {line}
              {column !== null && `, column ${column}`}
            </p>
          )}
        </>
      }
      onRetry={onRetry}
      actions={
        row !== null && (
          <Link
            to="/d/$dataset/examples"
            params={{ dataset }}
            search={{ row }}
            className="btn-quiet h-8 px-2.5"
          >
            Open example {row}
          </Link>
        )
      }
    />
  );
}

function PreviewSkeleton() {
  return (
    <div
      role="status"
      aria-label="Writing the first rows"
      className="card space-y-3 rounded-lg p-4"
    >
      {['w-full', 'w-11/12', 'w-full', 'w-4/5', 'w-2/3'].map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity
        <Skeleton key={index} className={width} />
      ))}
    </div>
  );
}
