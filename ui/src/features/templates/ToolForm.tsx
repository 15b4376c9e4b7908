import { Plus, Trash2 } from 'lucide-react';
import { readJson } from '../../editor/json-source';
import { formatJson } from '../../lib/format-json';
import { Button } from '../../ui/Button';
import { Checkbox } from '../../ui/Checkbox';
import { Field } from '../../ui/Field';
import { IconButton } from '../../ui/IconButton';
import { Input } from '../../ui/Input';
import { TextArea } from '../../ui/TextArea';
import {
  addParameter,
  changeParameter,
  describeTool,
  PARAMETER_TYPES,
  readTool,
  removeParameter,
  type ToolParameter,
} from './tool-form';

interface Props {
  /** The definition as JSON. */
  text: string;
  onChange: (text: string) => void;
}

/** A tool definition as a form. What the form does not show stays as it is in the JSON. */
export function ToolForm({ text, onChange }: Props) {
  const source = readJson(text);
  if (source.problem) {
    return (
      <p className="px-3 py-4 text-sm text-ink-2">
        The JSON of this tool does not parse yet. Mend it in the JSON view, then the form opens.
      </p>
    );
  }
  const tool = source.value;
  const { name, description, parameters } = readTool(tool);
  const keep = (next: unknown) => onChange(formatJson(next));
  return (
    <div className="space-y-3 p-3">
      <Field label="Name" hint="Letters, digits, _, . and -.">
        {(control) => (
          <Input
            {...control}
            className="font-mono"
            value={name}
            onChange={(event) => keep(describeTool(tool, { name: event.target.value }))}
          />
        )}
      </Field>
      <Field label="What it does">
        {(control) => (
          <TextArea
            {...control}
            rows={1}
            value={description}
            onChange={(event) => keep(describeTool(tool, { description: event.target.value }))}
          />
        )}
      </Field>
      <fieldset>
        <legend className="label">Parameters</legend>
        {parameters.length === 0 && <p className="text-sm text-ink-3">It takes none.</p>}
        <ul className="space-y-3">
          {parameters.map((parameter, index) => (
            <ParameterRow
              // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is being typed
              key={index}
              parameter={parameter}
              onChange={(change) => keep(changeParameter(tool, index, change))}
              onRemove={() => keep(removeParameter(tool, index))}
            />
          ))}
        </ul>
        <Button
          size="sm"
          variant="ghost"
          icon={Plus}
          className="mt-2"
          onClick={() => keep(addParameter(tool))}
        >
          Add a parameter
        </Button>
      </fieldset>
    </div>
  );
}

interface RowProps {
  parameter: ToolParameter;
  onChange: (change: Partial<ToolParameter>) => void;
  onRemove: () => void;
}

function ParameterRow({ parameter, onChange, onRemove }: RowProps) {
  const { name, type, description, isRequired } = parameter;
  return (
    <li className="flex flex-wrap items-center gap-2">
      <Input
        aria-label="Name of the parameter"
        className="w-full font-mono text-xs sm:w-36"
        value={name}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <select
        aria-label={`Type of ${name}`}
        className="field w-28 px-2 text-sm"
        value={type ?? ''}
        onChange={(event) => onChange({ type: event.target.value })}
      >
        {type === null && <option value="">see JSON</option>}
        {PARAMETER_TYPES.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
      <Input
        aria-label={`Description of ${name}`}
        placeholder="What it means"
        className="min-w-32 flex-1 text-sm"
        value={description}
        onChange={(event) => onChange({ description: event.target.value })}
      />
      <Checkbox
        label="Required"
        checked={isRequired}
        onChange={(next) => onChange({ isRequired: next })}
      />
      <IconButton icon={Trash2} label={`Remove ${name}`} onClick={onRemove} />
    </li>
  );
}
