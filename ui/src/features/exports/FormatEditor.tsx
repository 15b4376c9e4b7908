import { Link, useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { describeError } from '../../api/errors';
import { useDeleteFormat, useSaveFormat, useTemplateTrial } from '../../api/exports';
import type { Schema } from '../../api/schema';
import { Editor } from '../../editor/Editor';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { Field } from '../../ui/Field';
import { Input } from '../../ui/Input';
import { Page } from '../../ui/Page';
import { Select } from '../../ui/Select';
import { toast } from '../../ui/toast';
import { ExportPreview } from './ExportPreview';
import type { Format } from './FormatList';

type Content = Schema<'ExportTemplateInput'>;

const UNITS = [
  { value: 'example', label: 'An example' },
  { value: 'turn', label: 'Each answer of an example' },
  { value: 'pair', label: 'An answer and one that lost' },
  { value: 'candidate', label: 'Each answer with its verdict' },
] as const;

interface Props {
  format: Format;
  /** The dataset whose rows are shown. */
  dataset: number;
}

/** Writes a format of one's own and shows real rows of it while it is written. */
export function FormatEditor({ format, dataset }: Props) {
  const navigate = useNavigate();
  const [content, setContent] = useState<Content>(() => contentOf(format));
  const [deleting, setDeleting] = useState(false);
  const { template, unit } = useDeferredValue(content);
  const trial = useTemplateTrial(dataset, { template, unit, ids: [], size: 3 });
  const save = useSaveFormat();
  const remove = useDeleteFormat();
  const change = (part: Partial<Content>) => setContent((before) => ({ ...before, ...part }));
  const isChanged = JSON.stringify(content) !== JSON.stringify(contentOf(format));
  const toExport = (fmt?: string) =>
    navigate({ to: '/d/$dataset/export', params: { dataset }, search: fmt ? { fmt } : {} });

  const keep = () =>
    save.mutate(
      { id: format.built_in ? null : format.id, format: content },
      {
        onSuccess: (id) => {
          toast.success(`${content.name} is saved.`);
          if (format.built_in)
            void navigate({ to: '/formats/$id', params: { id }, search: { dataset } });
        },
      },
    );

  return (
    <Page
      title={format.built_in ? format.name : content.name}
      trail={
        <Link to="/d/$dataset/export" params={{ dataset }} search={{ fmt: format.id }}>
          Export
        </Link>
      }
      status={
        format.built_in ? <Chip>came with dsforge</Chip> : isChanged && <Chip>not saved</Chip>
      }
      actions={
        <>
          {!format.built_in && (
            <Button variant="danger" onClick={() => setDeleting(true)}>
              Delete
            </Button>
          )}
          <Button
            variant="primary"
            busy={save.isPending}
            disabled={!format.built_in && !isChanged}
            onClick={keep}
          >
            {format.built_in ? 'Save as my format' : 'Save'}
          </Button>
        </>
      }
    >
      <div className="grid min-h-0 flex-1 gap-5 p-4 md:p-6 lg:grid-cols-2">
        <div className="min-w-0 space-y-3.5">
          {format.built_in && (
            <p className="text-sm text-ink-2">
              This format cannot be changed. What you write here is kept as a copy.
            </p>
          )}
          <Words content={content} onChange={change} />
          <div>
            <p id="template-label" className="label">
              Template
            </p>
            <Editor
              mode="prompt"
              label="Template"
              value={content.template}
              onChange={(text) => change({ template: text })}
              className="card min-h-60 font-mono text-xs"
            />
            <p className="mt-1.5 text-xs text-ink-3">
              Jinja. <code>messages</code>, <code>tools</code>, <code>slots</code> and{' '}
              <code>chat(…)</code> are known; write JSON with <code>| tojson</code>.
            </p>
          </div>
          {save.isError && (
            <p role="alert" className="text-sm text-bad">
              {describeError(save.error)}
            </p>
          )}
        </div>
        <ExportPreview
          dataset={dataset}
          preview={trial.data}
          error={trial.error}
          isStale={trial.isPlaceholderData}
          onRetry={() => void trial.refetch()}
        />
      </div>
      <ConfirmDialog
        open={deleting}
        title={`Delete ${format.name}`}
        confirm="Delete the format"
        danger
        busy={remove.isPending}
        onClose={() => setDeleting(false)}
        onConfirm={() => remove.mutate(format.id, { onSuccess: () => void toExport() })}
      >
        Files that were written with it stay as they are. This cannot be undone.
      </ConfirmDialog>
    </Page>
  );
}

interface WordsProps {
  content: Content;
  onChange: (part: Partial<Content>) => void;
}

function Words({ content, onChange }: WordsProps) {
  return (
    <div className="grid gap-3.5 sm:grid-cols-2">
      <Field label="Name">
        {(control) => (
          <Input
            {...control}
            value={content.name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label="Category">
        {(control) => (
          <Input
            {...control}
            value={content.category}
            onChange={(event) => onChange({ category: event.target.value })}
          />
        )}
      </Field>
      <Field label="File name" hint="{dataset} and {date} are filled in.">
        {(control) => (
          <Input
            {...control}
            value={content.file_name}
            onChange={(event) => onChange({ file_name: event.target.value })}
          />
        )}
      </Field>
      <Field label="A row is made from">
        {(control) => (
          <Select
            {...control}
            value={content.unit}
            options={UNITS}
            onChange={(unit) => {
              const known = UNITS.find(({ value }) => value === unit);
              if (known) onChange({ unit: known.value });
            }}
          />
        )}
      </Field>
    </div>
  );
}

/** What may be changed. A copy of a built-in begins under another name. */
function contentOf({ name, category, unit, file_name, template, built_in }: Format): Content {
  return {
    name: built_in ? `${name}, mine` : name,
    category,
    unit,
    file_name: built_in ? file_name.replace('.{date}', '.mine.{date}') : file_name,
    template,
  };
}
