import type { Schema } from '../../api/schema';
import { formatAmount } from '../../lib/numbers';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { WordDiff } from '../../ui/WordDiff';
import { ToolCalls } from './ToolCalls';

type Group = Schema<'DuplicateGroup'>;

interface Props {
  group: Group;
  busy: boolean;
  onRemove: (ids: readonly number[]) => void;
  onOpen: (id: number) => void;
}

/** Examples that are alike, side by side; what a later one says differently from the oldest is marked. */
export function CopyGroup({ group, busy, onRemove, onOpen }: Props) {
  const { ids, examples } = group;
  const oldest = examples[0]?.example;
  if (oldest === undefined) return null;
  const hidden = ids.length - examples.length;
  return (
    <li className="card overflow-hidden">
      <header className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2">
        <Alike group={group} />
        <span className="text-xs text-ink-2">{formatAmount(ids.length, 'example')}</span>
        <Button
          size="sm"
          variant="ghost"
          className="ml-auto"
          disabled={busy}
          onClick={() => onRemove(ids.slice(1))}
        >
          Keep only example {oldest.id}
        </Button>
      </header>
      <ul className="flex snap-x gap-px overflow-x-auto bg-line">
        {examples.map(({ example, similarity }) => (
          <Copy
            key={example.id}
            example={example}
            oldest={oldest}
            similarity={similarity}
            busy={busy}
            onRemove={() => onRemove([example.id])}
            onOpen={() => onOpen(example.id)}
          />
        ))}
      </ul>
      {hidden > 0 && (
        <p className="border-t border-line px-3 py-2 text-xs text-ink-2">
          {formatAmount(hidden, 'more example')} like these.
        </p>
      )}
    </li>
  );
}

function Alike({ group: { kind, similarity } }: { group: Group }) {
  if (kind === 'exact') return <Chip tone="bad">The same words</Chip>;
  return <Chip tone="star">{Math.floor(similarity * 100)} % alike</Chip>;
}

interface CopyProps {
  example: Schema<'Example'>;
  oldest: Schema<'Example'>;
  similarity: number;
  busy: boolean;
  onRemove: () => void;
  onOpen: () => void;
}

function Copy({ example, oldest, similarity, busy, onRemove, onOpen }: CopyProps) {
  const { id, output, variation_prompt: question, tool_calls } = example;
  const isOldest = id === oldest.id;
  return (
    <li className="flex w-72 shrink-0 grow snap-start flex-col gap-2 bg-surface p-3 max-sm:w-64">
      <p className="flex items-baseline justify-between gap-2 text-xs text-ink-2">
        <span className="font-mono">{id}</span>
        {isOldest ? 'oldest' : `${Math.floor(similarity * 100)} %`}
      </p>
      <p className="line-clamp-2 text-xs break-words text-ink-3">{question}</p>
      <p className="max-h-48 flex-1 overflow-y-auto text-sm break-words whitespace-pre-wrap">
        {isOldest ? output : <WordDiff before={oldest.output} after={output} />}
      </p>
      <ToolCalls calls={tool_calls} />
      <div className="flex gap-1">
        <Button size="sm" variant="ghost" aria-label={`Open example ${id}`} onClick={onOpen}>
          Open
        </Button>
        <Button
          size="sm"
          variant="ghost"
          aria-label={`Remove example ${id}`}
          disabled={busy}
          onClick={onRemove}
        >
          Remove
        </Button>
      </div>
    </li>
  );
}
