import {
  ArrowDown,
  ArrowUp,
  CloudUpload,
  Download,
  Ellipsis,
  PlugZap,
  SquarePen,
  Trash2,
} from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../../api/errors';
import type { Schema } from '../../api/schema';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { IconButton } from '../../ui/IconButton';
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu';
import { Prose } from '../../ui/Prose';
import { toast } from '../../ui/toast';
import { PullModel } from './PullModel';
import { asInput, useRemoveProvider, useSaveProvider, useTestProvider } from './providers';
import { ServerModels } from './ServerModels';
import { describeTest, KINDS, STATES } from './server-words';

interface Props {
  provider: Schema<'Provider'>;
  /** How it is; null while that is not known and for one that is switched off. */
  server: Schema<'Server'> | null;
  models: Schema<'ModelDetails'>[];
  /** No other comes after it. */
  isLast: boolean;
  onEdit: () => void;
}

/** A model server: how it is, what to do about that, what it has, and what can be done with it. */
export function ServerRow({ provider, server, models, isLast, onEdit }: Props) {
  const test = useTestProvider();
  const [pulling, setPulling] = useState(false);
  const answers = server?.state === 'ok' || server?.state === 'no_models';
  const todo = test.isSuccess || test.isPending ? null : server?.message;
  return (
    <li className="py-4 first:pt-0 last:pb-0">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <Marks provider={provider} server={server} />
          <Address provider={provider} version={server?.version ?? null} />
        </div>
        <Button
          size="sm"
          icon={PlugZap}
          busy={test.isPending}
          aria-label={`Test ${provider.name}`}
          onClick={() => test.mutate(provider.id)}
        >
          Test
        </Button>
        {!provider.built_in && <Actions provider={provider} isLast={isLast} onEdit={onEdit} />}
      </div>
      {todo && (
        <p className="mt-1.5 text-sm text-ink-2">
          <Prose text={todo} />
        </p>
      )}
      <p role="status" className="text-sm text-ink-2 not-empty:mt-1.5">
        {test.data && <Prose text={describeTest(test.data)} />}
        {test.error && describeError(test.error)}
      </p>
      {provider.hint && (
        <p className="mt-1.5 text-xs text-ink-2">
          <Prose text={provider.hint} />
        </p>
      )}
      {provider.enabled && <ServerModels models={models} />}
      {provider.kind === 'ollama' && provider.enabled && (
        <PullModel
          server={provider.name}
          open={pulling}
          onClose={() => setPulling(false)}
          trigger={
            answers && (
              <Button
                variant="ghost"
                size="sm"
                icon={Download}
                aria-label={`Get a model for ${provider.name}`}
                onClick={() => setPulling(true)}
                className="mt-1.5 -ml-2.5"
              >
                Get a model
              </Button>
            )
          }
        />
      )}
    </li>
  );
}

function Marks({ provider, server }: Pick<Props, 'provider' | 'server'>) {
  const state = server && STATES[server.state];
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <span className="text-sm font-medium break-all">{provider.name}</span>
      <span className="text-xs text-ink-3">{KINDS[provider.kind]}</span>
      {state && (
        <Chip tone={state.tone} icon={state.icon}>
          {state.word}
        </Chip>
      )}
      {!provider.enabled && <Chip>Off</Chip>}
      {!provider.local && (
        <Chip tone="star" icon={CloudUpload}>
          Prompts leave your network
        </Chip>
      )}
    </div>
  );
}

function Address({ provider, version }: Pick<Props, 'provider'> & { version: string | null }) {
  const notes = [
    version && `version ${version}`,
    provider.has_key && 'a key is stored',
    provider.built_in && 'set by OLLAMA_HOST',
    provider.width != null && `${provider.width} at once`,
  ].filter(Boolean);
  return (
    <p className="mt-1 text-xs break-words text-ink-3">
      <span className="font-mono break-all">{provider.address}</span>
      {notes.map((note) => ` · ${note}`)}
    </p>
  );
}

function Actions({ provider, isLast, onEdit }: Pick<Props, 'provider' | 'isLast' | 'onEdit'>) {
  const [removing, setRemoving] = useState(false);
  const save = useSaveProvider();
  const remove = useRemoveProvider();
  const change = (input: Partial<Schema<'ProviderInput'>>) =>
    save.mutate(
      { id: provider.id, input: asInput(provider, input) },
      { onError: (error) => toast.error('The server is as it was', describeError(error)) },
    );
  const move = (by: number) => change({ position: provider.position + by });
  return (
    <>
      <Menu
        trigger={<IconButton icon={Ellipsis} label={`What can be done with ${provider.name}`} />}
      >
        <MenuItem icon={SquarePen} onSelect={onEdit}>
          Edit
        </MenuItem>
        <MenuItem icon={PlugZap} onSelect={() => change({ enabled: !provider.enabled })}>
          {provider.enabled ? 'Switch off' : 'Switch on'}
        </MenuItem>
        <MenuItem icon={ArrowUp} disabled={provider.position <= 1} onSelect={() => move(-1)}>
          Move up
        </MenuItem>
        <MenuItem icon={ArrowDown} disabled={isLast} onSelect={() => move(1)}>
          Move down
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={Trash2} danger onSelect={() => setRemoving(true)}>
          Remove
        </MenuItem>
      </Menu>
      <ConfirmDialog
        open={removing}
        danger
        title={`Remove ${provider.name}?`}
        confirm="Remove the server"
        busy={remove.isPending}
        onConfirm={() =>
          remove.mutate(provider.id, {
            onError: (error) => toast.error('The server is still there', describeError(error)),
            onSettled: () => setRemoving(false),
          })
        }
        onClose={() => setRemoving(false)}
      >
        Its models can no longer be asked{provider.has_key && ', and its key is deleted'}. Answers
        that came from it stay.
      </ConfirmDialog>
    </>
  );
}
