import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { PencilRuler, Play } from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../../api/errors';
import { useModelChoice, writers } from '../../api/model-choice';
import { useDatasets, useModels, useTemplates } from '../../api/queries';
import type { Schema } from '../../api/schema';
import { ariaKeys, keySigns } from '../../keys/format';
import { useKeys } from '../../keys/useKeys';
import { formatAmount } from '../../lib/numbers';
import { Button } from '../../ui/Button';
import { Checkbox } from '../../ui/Checkbox';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNote } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { Page } from '../../ui/Page';
import { Select } from '../../ui/Select';
import { Skeleton } from '../../ui/Skeleton';
import { Stepper } from '../../ui/Stepper';
import { EstimateNote } from './EstimateNote';
import { startRun, useEstimate } from './queries';
import { RowsField } from './RowsField';
import { RunOptions } from './RunOptions';
import { inputOf, untypedRows, type Wish } from './wish';

/** A run of many rows: what to ask, whom, how often, and what it comes to before it starts. */
export function NewRunPage() {
  const { data: templates, error, refetch } = useTemplates();
  const { t } = useSearch({ strict: false });
  return (
    <Page title="New run" trail="Runs">
      <div className="w-full max-w-180 p-4 md:p-6">
        {error && templates === undefined ? (
          <ErrorNote
            title="The templates could not be read"
            detail={describeError(error)}
            onRetry={() => refetch()}
          />
        ) : templates === undefined ? (
          <Skeleton className="h-60 w-full" />
        ) : templates[0] === undefined ? (
          <NoTemplates />
        ) : (
          <NewRun
            templates={templates}
            first={templates.find(({ id }) => id === t) ?? templates[0]}
          />
        )}
      </div>
    </Page>
  );
}

function NoTemplates() {
  return (
    <EmptyState
      icon={PencilRuler}
      title="No template yet"
      actions={
        <Link to="/templates" className="btn-primary">
          Make a template
        </Link>
      }
    >
      A run fills a template with rows of values. Write one first.
    </EmptyState>
  );
}

interface Props {
  templates: readonly Schema<'Template'>[];
  first: Schema<'Template'>;
}

function NewRun({ templates, first }: Props) {
  const navigate = useNavigate();
  const { data: datasets = [] } = useDatasets();
  const choice = useModelChoice();
  const [wish, setWish] = useState<Omit<Wish, 'models'> & { models: string[] | null }>({
    template: first,
    rows: untypedRows(first),
    models: null,
    count: 1,
    samples: 1,
    options: {},
    dataset: null,
  });
  const change = (some: Partial<Wish>) => setWish((now) => ({ ...now, ...some }));
  const models = wish.models ?? (choice ? [choice.model.name] : []);
  const input = inputOf({ ...wish, models });
  const estimate = useEstimate(input);
  const start = useMutation({
    mutationFn: startRun,
    onSuccess: ({ id }) => navigate({ to: '/runs/$id', params: { id } }),
  });
  const begin = () => {
    if (input === null || start.isPending) return false;
    start.mutate(input);
  };
  useKeys({ 'runs.start': begin });
  return (
    <form
      className="space-y-5"
      onSubmit={(event) => {
        event.preventDefault();
        begin();
      }}
    >
      <Field label="Template">
        {(control) => (
          <Select
            {...control}
            icon={PencilRuler}
            value={String(wish.template.id)}
            options={templates.map(({ id, name }) => ({ value: String(id), label: name }))}
            onChange={(id) => {
              const template = templates.find((one) => String(one.id) === id);
              if (template) change({ template, rows: untypedRows(template) });
            }}
          />
        )}
      </Field>
      <RowsField
        key={wish.template.id}
        template={wish.template}
        onChange={(rows) => change({ rows })}
      />
      <ModelsField chosen={models} onChange={(next) => change({ models: next })} />
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        <Field label="Variations of each row" hint="The filled prompt, then paraphrases.">
          {(control) => (
            <Stepper
              {...control}
              value={wish.count}
              min={1}
              max={100}
              onChange={(count) => change({ count })}
            />
          )}
        </Field>
        <Field label="Samples" hint="Answers to each variation.">
          {(control) => (
            <Stepper
              {...control}
              value={wish.samples}
              min={1}
              max={100}
              onChange={(samples) => change({ samples })}
            />
          )}
        </Field>
        <Field label="For the dataset">
          {(control) => (
            <Select
              {...control}
              value={wish.dataset === null ? '' : String(wish.dataset)}
              options={[
                { value: '', label: 'None yet' },
                ...datasets.map(({ id, name }) => ({ value: String(id), label: name })),
              ]}
              onChange={(id) => change({ dataset: id === '' ? null : Number(id) })}
            />
          )}
        </Field>
      </div>
      <div>
        <RunOptions options={wish.options} onChange={(options) => change({ options })} />
      </div>
      {estimate.error && input !== null ? (
        <ErrorNote title="This run cannot start" detail={describeError(estimate.error)} />
      ) : (
        input !== null && estimate.data && <EstimateNote estimate={estimate.data} />
      )}
      {start.error && (
        <ErrorNote title="The run was not started" detail={describeError(start.error)} />
      )}
      <Button
        type="submit"
        variant="primary"
        size="lg"
        icon={Play}
        busy={start.isPending}
        disabled={input === null}
        kbd={keySigns('runs.start')}
        aria-keyshortcuts={ariaKeys('runs.start')}
        className="max-md:[&>kbd]:hidden"
      >
        {estimate.data && input !== null
          ? `Start ${formatAmount(estimate.data.items, 'answer')}`
          : 'Start the run'}
      </Button>{' '}
      <Button
        variant="ghost"
        size="lg"
        disabled={input === null || start.isPending}
        onClick={() => input !== null && start.mutate({ ...input, paused: true })}
      >
        Make it and wait
      </Button>
      <p className="text-xs text-ink-3">
        A run that waits can be resumed here, or taken out as a batch file to be answered elsewhere.
      </p>
    </form>
  );
}

function ModelsField({
  chosen,
  onChange,
}: {
  chosen: readonly string[];
  onChange: (models: string[]) => void;
}) {
  const { data } = useModels();
  const models = data ? writers(data) : [];
  return (
    <fieldset>
      <legend className="label">Models</legend>
      {models.length === 0 && <p className="text-sm text-ink-3">No model can be used now.</p>}
      <div className="flex flex-wrap gap-x-5 gap-y-2">
        {models.map(({ name, local, demo }) => (
          <Checkbox
            key={name}
            checked={chosen.includes(name)}
            onChange={(on) =>
              onChange(on ? [...chosen, name] : chosen.filter((other) => other !== name))
            }
            label={`${name}${local || demo ? '' : ' (leaves this computer)'}`}
          />
        ))}
      </div>
    </fieldset>
  );
}
