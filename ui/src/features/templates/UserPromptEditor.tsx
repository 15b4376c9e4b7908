import { Plus } from 'lucide-react';
import { type Ref, useId } from 'react';
import { Editor, type EditorHandle } from '../../editor/Editor';
import { formatCount } from '../../lib/numbers';
import { Kbd } from '../../ui/Kbd';
import { roughTokens } from './samples';

interface Props {
  value: string;
  onChange: (value: string) => void;
  slots: readonly string[];
  error: string | null;
  /** A new object puts the caret there. */
  target: { at: number } | null;
  ref: Ref<EditorHandle>;
  onInsert: (slot: string) => void;
  onNewSlot: () => void;
}

/** The prompt with its slots, and the chips that write a slot at the caret. */
export function UserPromptEditor(props: Props) {
  const { value, onChange, slots, error, target, ref, onInsert, onNewSlot } = props;
  const help = useId();
  return (
    <section aria-label="User prompt">
      <div className="mb-1.5 flex flex-wrap items-center justify-between gap-y-1.5">
        <h2 className="text-xs font-medium text-ink-2">User prompt</h2>
        <div className="flex flex-wrap items-center gap-1">
          <span className="mr-1 text-2xs text-ink-3">
            Insert <Kbd keys={['{']} />
          </span>
          {slots.map((slot) => (
            <button
              key={slot}
              type="button"
              aria-label={`Insert slot ${slot}`}
              onClick={() => onInsert(slot)}
              className="h-6 max-w-40 truncate rounded-md border border-line bg-surface px-1.5 font-mono text-2xs text-ink-2 shadow-1 hover:border-line-strong"
            >
              {slot}
            </button>
          ))}
          <button
            type="button"
            aria-label="New slot"
            onClick={onNewSlot}
            className="inline-flex h-6 items-center gap-1 rounded-md px-1.5 text-xs text-ink-2 hover:bg-sunken"
          >
            <Plus aria-hidden size={14} />
            New
          </button>
        </div>
      </div>
      <Editor
        mode="prompt"
        label="User prompt"
        describedBy={help}
        value={value}
        onChange={onChange}
        slots={slots}
        caret={target}
        ref={ref}
        placeholder="What the model is asked. Type { to put in a slot."
        className="overflow-hidden rounded-lg border border-line-strong bg-surface text-base leading-[1.6] shadow-1 [&_.cm-content]:min-h-20"
      />
      <div id={help} className="mt-1.5 flex flex-wrap items-baseline gap-x-3 text-2xs text-ink-3">
        {error && <p className="w-full text-xs text-bad">{error}</p>}
        <p>
          <code className="font-mono">{'{name}'}</code> is a slot,{' '}
          <code className="font-mono">{'{{name}}'}</code> writes it as plain text
        </p>
        <p className="ml-auto">≈ {formatCount(roughTokens(value))} tokens + slots</p>
      </div>
    </section>
  );
}
