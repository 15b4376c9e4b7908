import { SlidersHorizontal } from 'lucide-react';
import type { Schema } from '../../api/schema';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { Input } from '../../ui/Input';
import { Popover } from '../../ui/Popover';
import { Select } from '../../ui/Select';
import { typedNumber } from './wish';

type Options = Schema<'Options'>;
type NumberName = 'temperature' | 'top_p' | 'top_k' | 'num_ctx' | 'num_predict';

const NUMBERS: { name: NumberName; label: string }[] = [
  { name: 'temperature', label: 'Temperature' },
  { name: 'top_p', label: 'Top p' },
  { name: 'top_k', label: 'Top k' },
  { name: 'num_predict', label: 'Most tokens' },
  { name: 'num_ctx', label: 'Context' },
];

interface Props {
  options: Options;
  onChange: (options: Options) => void;
}

/** How models sample. What is left empty is left to the server. */
export function RunOptions({ options, onChange }: Props) {
  const set = Object.values(options).filter((value) => value != null).length;
  return (
    <Popover
      label="Sampling options"
      className="w-80"
      trigger={
        <Button icon={SlidersHorizontal}>{set === 0 ? 'Options' : `Options, ${set} set`}</Button>
      }
    >
      <div className="grid grid-cols-2 gap-3">
        {NUMBERS.map(({ name, label }) => (
          <Field key={name} label={label}>
            {(control) => (
              <Input
                {...control}
                inputMode="decimal"
                placeholder="Server's own"
                defaultValue={options[name] ?? ''}
                onChange={(event) =>
                  onChange({ ...options, [name]: typedNumber(event.target.value) ?? null })
                }
              />
            )}
          </Field>
        ))}
        <Field label="Thinking">
          {(control) => (
            <Select
              {...control}
              value={options.think == null ? '' : String(options.think)}
              options={[
                { value: '', label: 'Server’s own' },
                { value: 'true', label: 'On' },
                { value: 'false', label: 'Off' },
              ]}
              onChange={(think) =>
                onChange({ ...options, think: think === '' ? null : think === 'true' })
              }
            />
          )}
        </Field>
        <Field label="Stop at" className="col-span-2" hint="A text that ends the answer.">
          {(control) => (
            <Input
              {...control}
              defaultValue={options.stop?.[0] ?? ''}
              onChange={({ target: { value } }) =>
                onChange({ ...options, stop: value === '' ? null : [value] })
              }
            />
          )}
        </Field>
      </div>
    </Popover>
  );
}
