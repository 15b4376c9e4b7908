import { type FormEvent, useId, useState } from 'react';
import { describeError } from '../../api/errors';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Field } from '../../ui/Field';
import { Input } from '../../ui/Input';

interface Props {
  title: string;
  /** A verb: "Create". */
  confirm: string;
  hint?: string;
  name?: string;
  busy: boolean;
  error: unknown;
  onClose: () => void;
  onConfirm: (name: string) => void;
}

/** Asks for the name of a template. */
export function NameDialog(props: Props) {
  const { title, confirm, hint, name: before = '', busy, error, onClose, onConfirm } = props;
  const form = useId();
  const [name, setName] = useState(before);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) onConfirm(name.trim());
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width="narrow"
      title={title}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={busy}>
            {confirm}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <Field label="Name" hint={hint} error={error ? describeError(error) : null}>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={200}
              // Only spaces would be no name.
              pattern=".*\S.*"
              placeholder="Explain this clause to a tenant"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
