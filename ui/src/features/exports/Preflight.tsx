import { Link } from '@tanstack/react-router';
import { Check, CircleSlash2, OctagonAlert, TriangleAlert } from 'lucide-react';
import { describeError } from '../../api/errors';
import type { Schema } from '../../api/schema';
import { formatAmount, formatCount } from '../../lib/numbers';
import { Chip } from '../../ui/Chip';
import { ErrorNote } from '../../ui/ErrorNote';
import { Segmented } from '../../ui/Segmented';
import { Skeleton } from '../../ui/Skeleton';

type Finding = Schema<'Finding'>;

interface Props {
  dataset: number;
  /** Undefined while the rows are looked at for the first time. */
  check: Schema<'ExportCheck'> | undefined;
  error: unknown;
  isStale: boolean;
  exclude: readonly string[];
  onExclude: (rules: string[]) => void;
  onRetry: () => void;
}

/** What the reader of this format would refuse, and what to do about it before the download. */
export function Preflight({ dataset, check, error, isStale, exclude, onExclude, onRetry }: Props) {
  return (
    <section aria-labelledby="preflight" aria-busy={isStale} className="border-t border-line pt-4">
      <div className="mb-2 flex items-center justify-between gap-2">
        <h2 id="preflight" className="text-sm font-semibold">
          Preflight
        </h2>
        {check && !error && (
          <Chip tone={check.blocked ? 'bad' : 'ok'}>
            {formatAmount(check.rows, 'row')} {check.blocked ? 'to decide on' : 'ready'}
          </Chip>
        )}
      </div>
      {error ? (
        <ErrorNote
          title="The rows could not be checked"
          detail={describeError(error)}
          onRetry={onRetry}
        />
      ) : check === undefined ? (
        <div role="status" aria-label="Looking at every row" className="space-y-3">
          <Skeleton className="w-4/5" />
          <Skeleton className="w-3/5" />
        </div>
      ) : (
        <Findings dataset={dataset} check={check} exclude={exclude} onExclude={onExclude} />
      )}
    </section>
  );
}

type FindingsProps = Pick<Props, 'dataset' | 'exclude' | 'onExclude'> & {
  check: Schema<'ExportCheck'>;
};

function Findings({ dataset, check, exclude, onExclude }: FindingsProps) {
  const { examples, findings, files, groups, without_rows: without } = check;
  const toggle = (rule: string, isOut: boolean) =>
    onExclude(isOut ? [...exclude, rule] : exclude.filter((other) => other !== rule));
  return (
    <>
      {findings.length === 0 && examples > 0 && (
        <p className="flex items-center gap-2 text-sm">
          <Check aria-hidden size={15} className="shrink-0 text-ok" />
          {formatAmount(examples, 'example')}, and nothing is wrong with them.
        </p>
      )}
      <ul className="space-y-2.5">
        {findings.map((finding) => (
          <Row
            key={finding.rule}
            dataset={dataset}
            finding={finding}
            isOut={exclude.includes(finding.rule)}
            onToggle={(isOut) => toggle(finding.rule, isOut)}
          />
        ))}
      </ul>
      {without > 0 && (
        <p className="mt-2.5 text-xs text-ink-2">
          {formatAmount(without, 'example')} without an answer that lost, and so without a row.
        </p>
      )}
      {groups != null && (
        <p className="mt-2.5 text-xs text-ink-2">
          {formatAmount(groups, 'group')} of examples that ask or say the same, each on one side.
        </p>
      )}
      {files.length > 0 && (
        <ul aria-label="Files in the ZIP" className="mt-3 space-y-0.5 text-xs text-ink-2">
          {files.map(({ name, rows }) => (
            <li key={name} className="flex justify-between gap-2">
              <code className="font-mono">{name}</code>
              {rows != null && <span>{formatCount(rows)}</span>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface RowProps {
  dataset: number;
  finding: Finding;
  isOut: boolean;
  onToggle: (isOut: boolean) => void;
}

function Row({ dataset, finding, isOut, onToggle }: RowProps) {
  const { title, count, excludable, severity, first } = finding;
  const Icon = isOut ? CircleSlash2 : severity === 'error' ? OctagonAlert : TriangleAlert;
  const tone = isOut ? 'text-ink-3' : severity === 'error' ? 'text-bad' : 'text-star';
  const said = isOut ? 'left out' : severity === 'error' ? 'to be decided' : 'allowed';
  return (
    <li className="flex items-start gap-2 text-sm">
      <Icon aria-hidden size={15} className={`mt-1 shrink-0 ${tone}`} />
      <div className="min-w-0 flex-1">
        <p>
          <span className="font-medium tabular-nums">{formatCount(count)}</span> {title}
          <span className="sr-only">, {said}</span>
        </p>
        <p className="text-xs text-ink-2">
          {first.slice(0, 3).map(({ example_id, detail }, index) => (
            // A rule names an example once for each of its rows.
            <span key={`${example_id} ${detail}`}>
              {index > 0 && '; '}
              {example_id != null && (
                <>
                  <Link
                    to="/d/$dataset/examples"
                    params={{ dataset }}
                    search={{ row: example_id }}
                    className="underline decoration-line-strong underline-offset-2 hover:text-ink"
                  >
                    Example {example_id}
                  </Link>
                  {': '}
                </>
              )}
              {detail}
            </span>
          ))}
        </p>
      </div>
      {excludable && (
        <Segmented
          label={title}
          value={isOut ? 'exclude' : 'keep'}
          onChange={(choice) => onToggle(choice === 'exclude')}
          segments={[
            { value: 'keep', label: 'Keep' },
            { value: 'exclude', label: 'Exclude' },
          ]}
        />
      )}
    </li>
  );
}
