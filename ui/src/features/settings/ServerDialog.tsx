import { type FormEvent, useState } from 'react';
import { ApiError, describeError } from '../../api/errors';
import type { Schema } from '../../api/schema';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { ErrorNote } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { Input } from '../../ui/Input';
import { Segmented } from '../../ui/Segmented';
import { toast } from '../../ui/toast';
import { KeyField } from './KeyField';
import { useSaveProvider } from './providers';

type Kind = Schema<'ProviderKind'>;

interface Props {
  /** The one that is changed; null sets up another. */
  provider: Schema<'Provider'> | null;
  onClose: () => void;
}

const FORM = 'model-server';

const KINDS: readonly { value: Kind; label: string }[] = [
  { value: 'ollama', label: 'Ollama' },
  { value: 'openai', label: 'OpenAI-compatible' },
];

const ADDRESSES: Record<Kind, { example: string; hint: string }> = {
  ollama: { example: 'http://192.168.1.20:11434', hint: 'Where that Ollama listens.' },
  openai: {
    example: 'http://127.0.0.1:8080/v1',
    hint: 'For llama.cpp, LM Studio, vLLM, LiteLLM and hosted ones. It may end in /v1 or not.',
  },
};

/** Sets up a model server, or changes one. Its key goes in and is never shown again. */
export function ServerDialog({ provider, onClose }: Props) {
  const save = useSaveProvider();
  const [name, setName] = useState(provider?.name ?? '');
  const [kind, setKind] = useState<Kind>(provider?.kind ?? 'ollama');
  const [address, setAddress] = useState(provider?.address ?? '');
  const [width, setWidth] = useState(provider?.width?.toString() ?? '');
  /** What is to become of the key: null leaves it as it is. */
  const [key, setKey] = useState<string | null>(provider?.has_key ? null : '');
  const isMoved = provider !== null && address.trim() !== provider.address;
  const sentKey = key ?? (isMoved ? '' : null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (save.isPending) return;
    const input: Schema<'ProviderInput'> = {
      name,
      kind,
      address,
      enabled: provider?.enabled ?? true,
      ...(sentKey !== null && { api_key: sentKey }),
      ...(provider && { position: provider.position }),
      ...(width !== '' && { width: Number(width) }),
    };
    save.mutate(
      { id: provider?.id ?? null, input },
      {
        onSuccess: () => {
          toast.success(provider ? `${name} is changed.` : `${name} is set up.`);
          onClose();
        },
      },
    );
  };
  const field = save.error instanceof ApiError ? save.error.text('field') : null;
  const problem = save.error && describeError(save.error);
  const problemOf = (one: string) => (field === one ? problem : null);
  return (
    <Dialog
      open
      onClose={onClose}
      title={provider ? `Change ${provider.name}` : 'Add a model server'}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM} variant="primary" busy={save.isPending}>
            {provider ? 'Save' : 'Add the server'}
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} className="space-y-4">
        <Segmented label="What it speaks" value={kind} onChange={setKind} segments={KINDS} />
        <Field
          label="Name"
          hint={`Stands before its models, as in ${name.trim() || 'lab'}/gemma3:4b.`}
          error={problemOf('name')}
        >
          {(control) => (
            <Input
              {...control}
              required
              autoComplete="off"
              spellCheck={false}
              autoCapitalize="none"
              placeholder="lab"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label="Address" hint={ADDRESSES[kind].hint} error={problemOf('address')}>
          {(control) => (
            <Input
              {...control}
              required
              autoComplete="off"
              spellCheck={false}
              autoCapitalize="none"
              placeholder={ADDRESSES[kind].example}
              value={address}
              onChange={(event) => setAddress(event.target.value)}
              className="font-mono text-sm"
            />
          )}
        </Field>
        <KeyField
          value={key}
          hasKey={provider?.has_key ?? false}
          isMoved={isMoved}
          error={problemOf('api_key')}
          onChange={setKey}
        />
        <Field
          label="Questions at once"
          hint="Left empty, dsforge finds out what the server is fastest with."
          error={problemOf('width')}
        >
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              max={256}
              placeholder="as many as it is fastest with"
              value={width}
              onChange={(event) => setWidth(event.target.value)}
            />
          )}
        </Field>
        {problem && (field === null || !FIELDS.has(field)) && (
          <ErrorNote title="The server was not saved" detail={problem} />
        )}
      </form>
    </Dialog>
  );
}

const FIELDS = new Set(['name', 'address', 'api_key', 'width']);
