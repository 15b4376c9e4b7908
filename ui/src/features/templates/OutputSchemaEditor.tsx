import { Editor } from '../../editor/Editor';
import { formatJson } from '../../lib/format-json';
import { Switch } from '../../ui/Switch';
import type { Problem } from './problems';

interface Props {
  value: string | null;
  onChange: (value: string | null) => void;
  problems: readonly Problem[];
  /** A new object puts the caret there. */
  target: { at: number } | null;
}

const FIRST = formatJson({
  type: 'object',
  properties: { answer: { type: 'string' } },
  required: ['answer'],
});

/** Whether answers must be JSON, and the schema that they must fit. */
export function OutputSchemaEditor({ value, onChange, problems, target }: Props) {
  return (
    <section aria-label="Answer format">
      <div className="flex items-center gap-3">
        <h2 className="text-xs font-medium text-ink-2">Answers</h2>
        <Switch
          checked={value !== null}
          label="Answers must be JSON"
          onChange={(isOn) => onChange(isOn ? FIRST : null)}
        />
      </div>
      {value !== null && (
        <div className="card mt-1 overflow-hidden rounded-lg">
          <p className="border-b border-line bg-sunken px-3 py-1.5 text-xs text-ink-2">
            A JSON Schema that every answer has to fit.
          </p>
          <Editor
            mode="json"
            label="Schema of the answers as JSON. Escape, then Tab leaves it."
            value={value}
            onChange={onChange}
            caret={target}
            problems={problems.flatMap(({ place }) => place ?? [])}
            className="font-mono text-xs leading-[19px] -outline-offset-2"
          />
        </div>
      )}
    </section>
  );
}
