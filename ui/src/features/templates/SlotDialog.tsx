import { Plus, Trash2 } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { isSlotName } from '../../lib/slots';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Field } from '../../ui/Field';
import { IconButton } from '../../ui/IconButton';
import { Input } from '../../ui/Input';
import { TextArea } from '../../ui/TextArea';
import type { SlotDetail } from './template-draft';

interface Props {
  slot: string;
  detail: SlotDetail;
  /** Names of the template's slots. */
  taken: readonly string[];
  onClose: () => void;
  onKeep: (name: string, detail: SlotDetail) => void;
}

/** Everything about one slot: its name, which changes in both prompts, and its samples. */
export function SlotDialog({ slot, detail, taken, onClose, onKeep }: Props) {
  const form = useId();
  const [name, setName] = useState(slot);
  const [description, setDescription] = useState(detail.description);
  const [fallback, setFallback] = useState(detail.default ?? '');
  const [samples, setSamples] = useState(detail.samples);
  const error = nameError(name, slot, taken);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (error !== null) return;
    const filled = samples.map((sample) => sample.trim()).filter((sample) => sample !== '');
    onKeep(name, { description: description.trim(), default: fallback || null, samples: filled });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Slot ${slot}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary">
            Done
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="space-y-4">
        <Field label="Name" hint="A new name is written in both prompts too." error={error}>
          {(control) => (
            <Input
              {...control}
              className="font-mono"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label="Description">
          {(control) => (
            <Input
              {...control}
              placeholder="What belongs here"
              value={description}
              onChange={(event) => setDescription(event.target.value)}
            />
          )}
        </Field>
        <Field label="Default" hint="Used when nothing is filled in. Without one, it is required.">
          {(control) => (
            <Input
              {...control}
              value={fallback}
              onChange={(event) => setFallback(event.target.value)}
            />
          )}
        </Field>
        <Samples samples={samples} onChange={setSamples} />
      </form>
    </Dialog>
  );
}

function nameError(name: string, slot: string, taken: readonly string[]): string | null {
  if (name === '') return 'A slot needs a name.';
  if (!isSlotName(name)) return 'Use letters, digits and _, and begin with a letter or _.';
  if (name !== slot && taken.includes(name)) return `There is a slot called ${name} already.`;
  return null;
}

interface SamplesProps {
  samples: readonly string[];
  onChange: (samples: string[]) => void;
}

function Samples({ samples, onChange }: SamplesProps) {
  return (
    <fieldset>
      <legend className="label">Samples</legend>
      <p className="mb-2 text-xs text-ink-3">The preview and a trial use them, a batch does not.</p>
      <ul className="space-y-2">
        {samples.map((sample, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: samples may be equal and have no id
          <li key={index} className="flex items-start gap-1">
            <TextArea
              aria-label={`Sample ${index + 1}`}
              rows={1}
              maxHeight={160}
              value={sample}
              onChange={(event) => onChange(samples.with(index, event.target.value))}
            />
            <IconButton
              icon={Trash2}
              label={`Remove sample ${index + 1}`}
              className="mt-0.5"
              onClick={() => onChange(samples.toSpliced(index, 1))}
            />
          </li>
        ))}
      </ul>
      <Button
        size="sm"
        variant="ghost"
        icon={Plus}
        className="mt-2"
        onClick={() => onChange([...samples, ''])}
      >
        Add a sample
      </Button>
    </fieldset>
  );
}
