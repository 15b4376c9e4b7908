import { useMutation } from '@tanstack/react-query';
import { FileUp, Plus, Trash2 } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { describeError } from '../../api/errors';
import type { Schema } from '../../api/schema';
import { formatAmount } from '../../lib/numbers';
import { Button } from '../../ui/Button';
import { ErrorNote } from '../../ui/ErrorNote';
import { IconButton } from '../../ui/IconButton';
import { TextArea } from '../../ui/TextArea';
import { readRows } from './queries';
import { isComplete } from './wish';

type Row = Record<string, string>;

/** Rows that are shown of a file. */
const SHOWN = 5;
/** More than a request carries. */
const LARGEST = 30 * 1024 * 1024;

interface Props {
  template: Schema<'Template'>;
  onChange: (rows: Row[]) => void;
}

/** Rows of values, typed or out of a file. */
export function RowsField({ template, onChange }: Props) {
  const [typed, setTyped] = useState<Row[]>([{}]);
  const input = useRef<HTMLInputElement>(null);
  const heading = useId();
  const file = useMutation({
    mutationFn: async (chosen: File) => {
      if (chosen.size > LARGEST) throw new Error('The file is larger than 30 MB; split it.');
      return readRows({ template_id: template.id, text: await chosen.text(), mapping: {} });
    },
    onSuccess: ({ rows }) => onChange(rows),
  });
  const type = (rows: Row[]) => {
    setTyped(rows);
    onChange(rows.filter((row) => isComplete(template, row)));
  };
  return (
    <section aria-labelledby={heading}>
      <div className="mb-1.5 flex items-center justify-between gap-3">
        <h2 id={heading} className="label mb-0">
          Rows
        </h2>
        <input
          ref={input}
          type="file"
          aria-label="File of rows"
          accept=".csv,.tsv,.jsonl,.ndjson,.json,.txt"
          className="sr-only"
          tabIndex={-1}
          onChange={({ target }) => {
            const [chosen] = target.files ?? [];
            if (chosen) file.mutate(chosen);
            target.value = '';
          }}
        />
        <Button
          size="sm"
          icon={FileUp}
          busy={file.isPending}
          onClick={() => input.current?.click()}
        >
          From a file
        </Button>
      </div>
      {file.error && (
        <ErrorNote title="The file could not be used" detail={describeError(file.error)} />
      )}
      {file.data ? (
        <FilePreview
          read={file.data}
          slots={template.slots}
          onDrop={() => {
            file.reset();
            type(typed);
          }}
        />
      ) : (
        <TypedRows template={template} rows={typed} onChange={type} />
      )}
    </section>
  );
}

interface TypedProps {
  template: Schema<'Template'>;
  rows: Row[];
  onChange: (rows: Row[]) => void;
}

function TypedRows({ template, rows, onChange }: TypedProps) {
  return (
    <div className="space-y-2">
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
        <div key={index} className="card flex gap-2 p-3">
          <div className="grid flex-1 gap-2 sm:grid-cols-2">
            {template.slots.map((slot) => (
              <div key={slot}>
                <span aria-hidden className="label">
                  {slot}
                </span>
                <TextArea
                  rows={1}
                  aria-label={`${slot} of row ${index + 1}`}
                  placeholder={template.slot_details[slot]?.default ?? slot}
                  value={row[slot] ?? ''}
                  onChange={({ target: { value } }) =>
                    onChange(
                      rows.map((other, at) =>
                        at === index ? withValue(other, slot, value) : other,
                      ),
                    )
                  }
                />
              </div>
            ))}
            {template.slots.length === 0 && (
              <p className="text-sm text-ink-3">The template has no slots.</p>
            )}
          </div>
          {rows.length > 1 && (
            <IconButton
              icon={Trash2}
              label={`Remove row ${index + 1}`}
              onClick={() => onChange(rows.filter((_, at) => at !== index))}
            />
          )}
        </div>
      ))}
      {template.slots.length > 0 && (
        <Button size="sm" variant="ghost" icon={Plus} onClick={() => onChange([...rows, {}])}>
          Another row
        </Button>
      )}
    </div>
  );
}

/** An empty field says nothing, so a default may stand in for it. */
function withValue(row: Row, slot: string, value: string): Row {
  const { [slot]: _before, ...others } = row;
  return value === '' ? others : { ...others, [slot]: value };
}

interface PreviewProps {
  read: Schema<'RowsRead'>;
  slots: readonly string[];
  onDrop: () => void;
}

function FilePreview({ read, slots, onDrop }: PreviewProps) {
  const left = read.columns.filter(({ slot }) => slot == null).map(({ name }) => name);
  return (
    <div className="card overflow-hidden">
      <div className="flex items-center gap-3 p-3 text-sm">
        <p className="flex-1">
          <span className="font-medium">{formatAmount(read.rows.length, 'row')}</span>
          {left.length > 0 && `. Not used: ${left.join(', ')}`}
          {read.missing.length > 0 && `. No column for: ${read.missing.join(', ')}`}
        </p>
        <Button size="sm" variant="ghost" onClick={onDrop}>
          Type rows instead
        </Button>
      </div>
      <div className="overflow-x-auto border-t border-line">
        <table className="w-full text-left text-xs">
          <thead className="text-ink-3">
            <tr>
              {slots.map((slot) => (
                <th key={slot} scope="col" className="px-3 py-2 font-medium">
                  {slot}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {read.rows.slice(0, SHOWN).map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
              <tr key={index}>
                {slots.map((slot) => (
                  <td key={slot} className="max-w-60 truncate px-3 py-2">
                    {row[slot] ?? ''}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {read.problem_count > 0 && (
        <details className="border-t border-line p-3 text-sm">
          <summary>{formatAmount(read.problem_count, 'line')} cannot be used</summary>
          <ul className="mt-2 max-h-40 space-y-1 overflow-y-auto text-xs text-ink-2">
            {read.problems.map(({ line, message }) => (
              <li key={line}>
                Line {line}: {message}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
