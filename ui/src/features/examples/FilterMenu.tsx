import { ListFilter } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { Input } from '../../ui/Input';
import { Popover } from '../../ui/Popover';
import { Select } from '../../ui/Select';

interface Property {
  label: string;
  hint: string;
  /** What it can be, where that is a few things. */
  values?: readonly { value: string; label: string }[];
}

const YES_OR_NO = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
] as const;

/** What an example can be told by, in the words of the API. */
const PROPERTIES: Record<string, Property> = {
  tag: { label: 'Tag', hint: 'urgent' },
  rating: { label: 'Rating', hint: '4..5, or none' },
  template: { label: 'Template', hint: 'Its name or number' },
  model: { label: 'Model', hint: 'gemma3:4b' },
  run: { label: 'Run', hint: 'Its number' },
  split: {
    label: 'Split',
    hint: '',
    values: ['auto', 'train', 'valid', 'test'].map((value) => ({ value, label: value })),
  },
  edited: { label: 'You changed the answer', hint: '', values: YES_OR_NO },
  calls: { label: 'The answer calls a tool', hint: '', values: YES_OR_NO },
  lost: { label: 'An answer lost against it', hint: '', values: YES_OR_NO },
  added: { label: 'Added', hint: '2026-03-01..2026-03-31' },
  id: { label: 'Number', hint: '1..50' },
};

/** Adds a condition that the examples shown have to meet. */
export function FilterMenu({ onAdd }: { onAdd: (condition: string) => void }) {
  const [open, setOpen] = useState(false);
  const [field, setField] = useState('tag');
  const [value, setValue] = useState('');
  const { hint, values } = PROPERTIES[field] ?? { hint: '' };
  const wanted = values && !values.some((one) => one.value === value) ? values[0]?.value : value;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!wanted?.trim()) return;
    onAdd(`${field}:${wanted.trim()}`);
    setValue('');
    setOpen(false);
  };
  return (
    <Popover
      label="Filter"
      open={open}
      onOpenChange={setOpen}
      className="w-72"
      trigger={
        <Button size="sm" icon={ListFilter}>
          Filter
        </Button>
      }
    >
      <form onSubmit={submit} className="space-y-3">
        <Field label="Show examples by">
          {(control) => (
            <Select
              {...control}
              value={field}
              onChange={setField}
              options={Object.entries(PROPERTIES).map(([id, { label }]) => ({ value: id, label }))}
            />
          )}
        </Field>
        <Field label="that is" hideLabel>
          {(control) =>
            values ? (
              <Select {...control} value={wanted ?? null} onChange={setValue} options={values} />
            ) : (
              <Input
                {...control}
                value={value}
                placeholder={hint}
                onChange={(event) => setValue(event.target.value)}
              />
            )
          }
        </Field>
        <Button type="submit" variant="primary" size="sm" disabled={!wanted?.trim()}>
          Add
        </Button>
      </form>
    </Popover>
  );
}
