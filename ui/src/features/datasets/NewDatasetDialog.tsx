import { type FormEvent, useId, useState } from 'react';
import { describeError } from '../../api/errors';
import { useCreateDataset } from '../../api/queries';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Field } from '../../ui/Field';
import { Input } from '../../ui/Input';

interface Props {
  onClose: () => void;
  onCreated: (id: number) => void;
}

export function NewDatasetDialog({ onClose, onCreated }: Props) {
  const form = useId();
  const [name, setName] = useState('');
  const create = useCreateDataset();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!create.isPending) {
      create.mutate(name.trim(), { onSuccess: ({ id }) => onCreated(id) });
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width="narrow"
      title="New dataset"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={create.isPending}>
            Create
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <Field
          label="Name"
          hint="It also names the files you export."
          error={create.error && describeError(create.error)}
        >
          {(control) => (
            <Input
              {...control}
              required
              placeholder="contract-clauses"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
