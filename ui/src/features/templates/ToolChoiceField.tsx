import { toolChoices } from '../../lib/tool-choice';
import { Field } from '../../ui/Field';
import { Select } from '../../ui/Select';

interface Props {
  tools: readonly string[];
  value: string;
  error: string | null;
  onChange: (choice: string) => void;
}

/** Whether answers have to call a tool. A tool that is gone stays to be seen until another is chosen. */
export function ToolChoiceField({ tools, value, error, onChange }: Props) {
  const choices = toolChoices(tools);
  const isKnown = choices.some((choice) => choice.value === value);
  const hint =
    value === 'none'
      ? 'The tools go into the example, and the answer in words is the right one.'
      : 'A batch can be told otherwise.';
  return (
    <Field label="Calls" hint={hint} error={error} className="max-w-72">
      {(control) => (
        <Select
          {...control}
          value={value}
          options={isKnown ? choices : [...choices, { value, label: `Always ${value}` }]}
          onChange={onChange}
        />
      )}
    </Field>
  );
}
