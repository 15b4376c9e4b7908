import { type FormEvent, useId, useState } from 'react';
import { describeError } from '../../api/errors';
import type { Schema } from '../../api/schema';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Field } from '../../ui/Field';
import { Input } from '../../ui/Input';
import { useRenameDataset } from './queries';

interface Props {
  dataset: Schema<'Dataset'>;
  onClose: () => void;
}

export function RenameDatasetDialog({ dataset, onClose }: Props) {
  const form = useId();
  const [name, setName] = useState(dataset.name);
  const rename = useRenameDataset(dataset.id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === dataset.name) onClose();
    else if (!rename.isPending) rename.mutate(name.trim(), { onSuccess: onClose });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width="narrow"
      title="Rename dataset"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={rename.isPending}>
            Rename
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <Field label="Name" error={rename.error && describeError(rename.error)}>
          {(control) => (
            <Input
              {...control}
              required
              value={name}
              onChange={(event) => setName(event.target.value)}
              onFocus={(event) => event.target.select()}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
