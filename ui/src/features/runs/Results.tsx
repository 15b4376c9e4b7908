import { ListPlus } from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../../api/errors';
import { useDatasets } from '../../api/queries';
import { Button } from '../../ui/Button';
import { ErrorNote } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { Segmented } from '../../ui/Segmented';
import { Select } from '../../ui/Select';
import { Skeleton } from '../../ui/Skeleton';
import { Pager } from './Pager';
import { RESULTS_PAGE, type ResultsFilter, type Run, useAddStarred, useResults } from './queries';
import { ResultRow } from './ResultRow';
import { endedOf } from './run-words';

type Kind = 'all' | 'starred' | 'rejected' | 'failed';

const FILTERS: Record<Kind, ResultsFilter> = {
  all: {},
  starred: { verdict: 'starred' },
  rejected: { verdict: 'rejected' },
  failed: { state: 'failed' },
};

/** What a run has brought, page by page. */
export function Results({ run }: { run: Run }) {
  const [kind, setKind] = useState<Kind>('all');
  const [model, setModel] = useState('');
  const [page, setPage] = useState(1);
  const filter = { ...FILTERS[kind], ...(model !== '' && { model }) };
  const { data, error, refetch } = useResults(run.id, filter, page, endedOf(run));
  const first = <Value,>(set: (value: Value) => void) => {
    return (value: Value) => {
      setPage(1);
      set(value);
    };
  };
  return (
    <section aria-labelledby="results" className="space-y-3">
      <div className="flex flex-wrap items-end gap-3">
        <h2 id="results" className="sr-only">
          Answers
        </h2>
        <Segmented
          label="Which answers"
          value={kind}
          onChange={first(setKind)}
          segments={[
            { value: 'all', label: 'All' },
            { value: 'starred', label: 'Starred' },
            { value: 'rejected', label: 'Rejected' },
            { value: 'failed', label: 'Failed' },
          ]}
        />
        {run.models.length > 1 && (
          <Select
            aria-label="Model"
            className="w-52"
            value={model}
            options={[
              { value: '', label: 'Every model' },
              ...run.models.map((name) => ({ value: name, label: name })),
            ]}
            onChange={first(setModel)}
          />
        )}
        <AddStarred run={run} />
      </div>
      {error && data === undefined ? (
        <ErrorNote
          title="The answers could not be read"
          detail={describeError(error)}
          onRetry={() => refetch()}
        />
      ) : data === undefined ? (
        <Skeleton className="h-24 w-full" />
      ) : data.items.length === 0 ? (
        <p className="card p-6 text-center text-sm text-ink-3">
          {kind === 'all' ? 'No answer yet.' : 'No answer of this kind.'}
        </p>
      ) : (
        <ul aria-label="Answers" className="card divide-y divide-line overflow-hidden">
          {data.items.map((candidate) => (
            <ResultRow key={candidate.id} run={run.id} candidate={candidate} />
          ))}
        </ul>
      )}
      {data && <Pager page={page} size={RESULTS_PAGE} total={data.total} onPage={setPage} />}
    </section>
  );
}

function AddStarred({ run }: { run: Run }) {
  const { data: datasets = [] } = useDatasets();
  const [chosen, setChosen] = useState<string | null>(null);
  const { mutate, isPending } = useAddStarred(run);
  const dataset = chosen ?? (run.dataset_id == null ? null : String(run.dataset_id));
  if (datasets.length === 0) return null;
  return (
    <div className="ml-auto flex items-end gap-2">
      <Field label="Dataset" hideLabel>
        {(control) => (
          <Select
            {...control}
            className="w-48"
            placeholder="Dataset"
            value={dataset}
            options={datasets.map(({ id, name }) => ({ value: String(id), label: name }))}
            onChange={setChosen}
          />
        )}
      </Field>
      <Button
        icon={ListPlus}
        busy={isPending}
        disabled={dataset === null}
        onClick={() => mutate(Number(dataset))}
      >
        Add starred
      </Button>
    </div>
  );
}
