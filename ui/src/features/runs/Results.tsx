import { ListPlus } from 'lucide-react';
import { useRef, useState } from 'react';
import { describeError } from '../../api/errors';
import { useDatasets } from '../../api/queries';
import { ariaKeys, keySigns } from '../../keys/format';
import { KeyHint } from '../../keys/KeyHint';
import { useKeys } from '../../keys/useKeys';
import { Button } from '../../ui/Button';
import { ErrorNote } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { Segmented } from '../../ui/Segmented';
import { Select } from '../../ui/Select';
import { Skeleton } from '../../ui/Skeleton';
import { Pager } from './Pager';
import {
  type Candidate,
  RESULTS_PAGE,
  type ResultsFilter,
  type Run,
  useAddStarred,
  useResults,
  useVerdict,
  type Verdict,
} from './queries';
import { ResultRow } from './ResultRow';
import { endedOf } from './run-words';
import { useListKeys } from './useListKeys';

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
  const { mutate: judge } = useVerdict(run.id);
  const decide = (candidate: Candidate, verdict: Verdict) =>
    judge({ id: candidate.id, verdict: candidate.verdict === verdict ? 'none' : verdict });
  const list = useRef<HTMLUListElement>(null);
  useListKeys(list);
  const onFocused = (verdict: Verdict) => () => {
    const focused = document.activeElement?.getAttribute('data-item');
    const candidate = data?.items.find(({ id }) => String(id) === focused);
    if (candidate?.state !== 'done') return false;
    decide(candidate, verdict);
  };
  useKeys({ 'runs.star': onFocused('starred'), 'runs.reject': onFocused('rejected') });
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
        <>
          <Hints />
          <ul ref={list} aria-label="Answers" className="card divide-y divide-line overflow-hidden">
            {data.items.map((candidate) => (
              <ResultRow key={candidate.id} candidate={candidate} onDecide={decide} />
            ))}
          </ul>
        </>
      )}
      {data && <Pager page={page} size={RESULTS_PAGE} total={data.total} onPage={setPage} />}
    </section>
  );
}

/** The keys of the list, for eyes; the buttons name them to screen readers. */
function Hints() {
  return (
    <p aria-hidden className="flex flex-wrap gap-x-4 gap-y-1 text-2xs text-ink-3 max-md:hidden">
      <span>
        <KeyHint id="runs.next" /> <KeyHint id="runs.previous" /> next, previous
      </span>
      <span>
        <KeyHint id="runs.star" /> star
      </span>
      <span>
        <KeyHint id="runs.reject" /> reject
      </span>
    </p>
  );
}

function AddStarred({ run }: { run: Run }) {
  const { data: datasets = [] } = useDatasets();
  const [chosen, setChosen] = useState<string | null>(null);
  const { mutate, isPending } = useAddStarred(run);
  const dataset = chosen ?? (run.dataset_id == null ? null : String(run.dataset_id));
  const add = () => {
    if (dataset === null || isPending) return false;
    mutate(Number(dataset));
  };
  useKeys({ 'runs.add': add });
  if (datasets.length === 0) return null;
  return (
    <div className="ml-auto flex items-end gap-2 max-md:w-full">
      <Field label="Dataset" hideLabel className="min-w-0 max-md:flex-1">
        {(control) => (
          <Select
            {...control}
            className="w-48 max-md:w-full"
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
        kbd={keySigns('runs.add')}
        className="max-md:[&>span]:hidden"
        aria-keyshortcuts={ariaKeys('runs.add')}
        onClick={add}
      >
        Add starred
      </Button>
    </div>
  );
}
