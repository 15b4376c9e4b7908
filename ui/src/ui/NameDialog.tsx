import { type FormEvent, useId, useState } from 'react';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { Field } from './Field';
import { Input } from './Input';

interface Props {
  title: string;
  /** A verb: "Create". */
  confirm: string;
  hint?: string;
  /** A name as an example. */
  placeholder?: string;
  /** The name it has now; selected, so that typing replaces it. */
  name?: string;
  busy: boolean;
  error: string | null;
  onClose: () => void;
  /** Gets a name that is not empty and differs from the one it has now. */
  onConfirm: (name: string) => void;
}

/** Asks for the name of something that is made or renamed. */
export function NameDialog(props: Props) {
  const { title, confirm, hint, placeholder, name: before = '', busy, error } = props;
  const form = useId();
  const [name, setName] = useState(before);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === before) props.onClose();
    else if (!busy) props.onConfirm(name.trim());
  };
  return (
    <Dialog
      open
      onClose={props.onClose}
      width="narrow"
      title={title}
      footer={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={busy}>
            {confirm}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <Field label="Name" hint={hint} error={error}>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={200}
              // Only spaces would be no name.
              pattern=".*\S.*"
              placeholder={placeholder}
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
