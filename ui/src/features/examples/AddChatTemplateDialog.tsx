import { type FormEvent, useId, useState } from 'react';
import { useAddChatTemplate } from '../../api/chat-templates';
import { ApiError, describeError } from '../../api/errors';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { ErrorNote } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { Input } from '../../ui/Input';
import { TextArea } from '../../ui/TextArea';
import { type Found, FoundChatTemplate } from './FoundChatTemplate';

interface Props {
  onClose: () => void;
  onAdded: (id: number) => void;
}

/** Adds a chat template from a model's file, from its server, or from what is pasted. */
export function AddChatTemplateDialog({ onClose, onAdded }: Props) {
  const [template, setTemplate] = useState({
    name: '',
    template: '',
    bos_token: '',
    eos_token: '',
  });
  const add = useAddChatTemplate();
  const form = useId();
  const set = (change: Partial<typeof template>) => {
    add.reset();
    setTemplate((before) => ({ ...before, ...change }));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(template, {
      onSuccess: ({ id }) => {
        onAdded(id);
        onClose();
      },
    });
  };
  const field = add.error instanceof ApiError ? add.error.text('field') : null;
  const errorOf = (name: string) =>
    field === name && add.error ? describeError(add.error) : undefined;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Add a chat template"
      description="How a model wants a conversation written. It comes with the model."
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button
            variant="primary"
            type="submit"
            form={form}
            busy={add.isPending}
            disabled={template.name.trim() === '' || template.template.trim() === ''}
          >
            Add
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="space-y-4">
        <FoundChatTemplate
          onFound={(found, name) => set({ ...found, name: template.name || name })}
        />
        <Field label="Name" hint="The model's name, for instance." error={errorOf('name')}>
          {(control) => (
            <Input
              {...control}
              value={template.name}
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Field>
        <Field label="Template" error={errorOf('template')}>
          {(control) => (
            <TextArea
              {...control}
              rows={6}
              maxHeight={220}
              spellCheck={false}
              className="font-mono text-xs"
              placeholder="{% for message in messages %}…"
              value={template.template}
              onChange={(event) => set({ template: event.target.value })}
            />
          )}
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Token name="bos_token" label="Start token" value={template.bos_token} onChange={set} />
          <Token name="eos_token" label="End token" value={template.eos_token} onChange={set} />
        </div>
        {add.isError && field !== 'name' && field !== 'template' && (
          <ErrorNote title="It was not added" detail={describeError(add.error)} />
        )}
      </form>
    </Dialog>
  );
}

interface TokenProps {
  name: 'bos_token' | 'eos_token';
  label: string;
  value: string;
  onChange: (change: Partial<Found>) => void;
}

function Token({ name, label, value, onChange }: TokenProps) {
  return (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          spellCheck={false}
          className="font-mono text-xs"
          value={value}
          onChange={(event) => onChange({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
}
