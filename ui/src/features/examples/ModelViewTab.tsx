import { Plus, ScanText, Trash2 } from 'lucide-react';
import { useState } from 'react';
import {
  type RenderedConversation,
  useChatTemplates,
  useDeleteChatTemplate,
  useRenderedExample,
} from '../../api/chat-templates';
import { describeError } from '../../api/errors';
import { formatAmount } from '../../lib/numbers';
import { Button } from '../../ui/Button';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { CopyButton } from '../../ui/CopyButton';
import { classes } from '../../ui/classes';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNote } from '../../ui/ErrorNote';
import { IconButton } from '../../ui/IconButton';
import { Select } from '../../ui/Select';
import { Skeleton } from '../../ui/Skeleton';
import { toast } from '../../ui/toast';
import { AddChatTemplateDialog } from './AddChatTemplateDialog';
import type { Example } from './queries';
import { renderedParts } from './rendered-parts';

/** An example as a model will see it, with what a trainer learns from. */
export function ModelViewTab({ example }: { example: Example }) {
  const templates = useChatTemplates();
  const [chosen, setChosen] = useState<number | null>(null);
  const [dialog, setDialog] = useState<'add' | 'delete' | null>(null);
  const kept = templates.data ?? [];
  const current = kept.find(({ id }) => id === chosen) ?? kept[0] ?? null;
  const rendered = useRenderedExample(current?.id ?? null, example.dataset_id, example.id);
  const remove = useDeleteChatTemplate();
  const failed = templates.isError ? templates : rendered.isError ? rendered : null;
  const close = () => setDialog(null);
  return (
    <>
      {current && (
        <div className="flex items-center gap-1">
          <Select
            aria-label="Chat template"
            value={String(current.id)}
            onChange={(id) => setChosen(Number(id))}
            options={kept.map(({ id, name }) => ({ value: String(id), label: name }))}
            className="min-w-0 flex-1 text-sm"
          />
          <IconButton icon={Plus} label="Add a chat template" onClick={() => setDialog('add')} />
          <IconButton
            icon={Trash2}
            iconSize={15}
            label={`Delete ${current.name}`}
            onClick={() => setDialog('delete')}
          />
        </div>
      )}
      {failed ? (
        <ErrorNote
          title={
            templates.isError
              ? 'The chat templates could not be fetched'
              : 'The chat template does not take this example'
          }
          detail={describeError(failed.error)}
          onRetry={() => void failed.refetch()}
        />
      ) : templates.data && current === null ? (
        <EmptyState
          icon={ScanText}
          title="See it as the model will"
          actions={
            <Button variant="primary" icon={Plus} onClick={() => setDialog('add')}>
              Add a chat template
            </Button>
          }
        >
          Add the chat template of the model you train. You see every special token, and which parts
          the model learns to write.
        </EmptyState>
      ) : rendered.data ? (
        <Rendered rendered={rendered.data} />
      ) : (
        <Skeleton className="h-40 w-full" />
      )}
      {dialog === 'add' && <AddChatTemplateDialog onClose={close} onAdded={setChosen} />}
      {dialog === 'delete' && current && (
        <ConfirmDialog
          open
          danger
          title={`Delete ${current.name}?`}
          confirm="Delete"
          busy={remove.isPending}
          onClose={close}
          onConfirm={() =>
            remove.mutate(current.id, {
              onSuccess: close,
              onError: (error) => toast.error(describeError(error)),
            })
          }
        >
          Only this chat template goes. No example changes, and you can add it again from its file.
        </ConfirmDialog>
      )}
    </>
  );
}

function Rendered({ rendered }: { rendered: RenderedConversation }) {
  const parts = renderedParts(rendered);
  const { method, spans } = rendered.loss_mask;
  return (
    <>
      <p className="text-xs text-ink-2">
        {method === 'unknown' ? (
          <>
            This template changes earlier turns when later ones come, so it cannot be said which
            parts a trainer learns from.
          </>
        ) : (
          <>
            <mark className="rounded-sm bg-accent-soft px-1 text-ink">Marked</mark> is what a
            trainer learns from: {formatAmount(spans.length, 'part')}
            {method === 'generation' ? ', as the template says.' : ', each answer with its end.'}
          </>
        )}
      </p>
      <div className="rounded-lg p-3 ring-1 ring-line">
        <pre className="font-mono text-xs leading-relaxed break-words whitespace-pre-wrap">
          {parts.map((part) => (
            <Part key={part.start} {...part} />
          ))}
        </pre>
        <p className="mt-2 text-right">
          <CopyButton text={rendered.text} label="Copy text" />
        </p>
      </div>
    </>
  );
}

function Part({ text, learned, special }: { text: string; learned: boolean; special: boolean }) {
  const Tag = learned ? 'mark' : 'span';
  return (
    <Tag
      className={classes(
        learned ? 'bg-accent-soft text-ink' : 'text-ink-2',
        special && 'font-medium text-tool',
      )}
    >
      {text}
    </Tag>
  );
}
