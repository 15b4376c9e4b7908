import { ChevronRight } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { Editor } from '../../editor/Editor';
import { Button } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { PromptHistory } from './PromptHistory';

interface Props {
  templateId: number;
  value: string;
  onChange: (value: string) => void;
  slots: readonly string[];
  /** A new object opens it and puts the caret there. */
  target: { at: number } | null;
  /** It differs from what is stored. */
  isDirty: boolean;
  isSaving: boolean;
  onSave: () => void;
}

/** The system prompt: one line until it is opened, with a save and a history of its own. */
export function SystemPromptEditor(props: Props) {
  const { templateId, value, onChange, slots, target, isDirty, isSaving, onSave } = props;
  const [isOpen, setOpen] = useState(false);
  const [caret, setCaret] = useState<{ at: number } | null>(null);
  const body = useId();
  const show = (at: number) => {
    setOpen(true);
    setCaret({ at });
  };
  useEffect(() => {
    if (target === null) return;
    setOpen(true);
    setCaret(target);
  }, [target]);

  return (
    <section aria-label="System prompt" className="card rounded-lg">
      <div className="flex h-10 items-center">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={body}
          onClick={() => (isOpen ? setOpen(false) : show(value.length))}
          className="flex h-full min-w-0 flex-1 items-center gap-2 rounded-lg pl-3 text-left text-sm"
        >
          <ChevronRight
            aria-hidden
            size={16}
            className={classes('shrink-0 text-ink-3', isOpen && 'rotate-90')}
          />
          <span className="font-medium whitespace-nowrap">System prompt</span>
          {!isOpen && (
            <span className="truncate text-ink-3">
              {value.trim() === '' ? 'None. Standing instructions for every answer.' : value}
            </span>
          )}
        </button>
        <PromptHistory
          templateId={templateId}
          current={value}
          onChoose={(text) => {
            onChange(text);
            show(text.length);
          }}
        />
      </div>
      {/* Folded it stays there: undo takes back a text chosen from the history all the same. */}
      <div id={body} hidden={!isOpen}>
        <Editor
          mode="prompt"
          label="System prompt"
          value={value}
          onChange={onChange}
          slots={slots}
          caret={caret}
          placeholder="You are …"
          className="border-y border-line text-base leading-[1.6] -outline-offset-2"
        />
        <div className="flex items-center justify-end gap-3 px-3 py-2">
          <p className="min-w-0 flex-1 text-2xs text-ink-3">
            {isDirty ? 'Changed since the last save.' : 'As it is saved.'}
          </p>
          <Button size="sm" busy={isSaving} disabled={!isDirty} onClick={onSave}>
            Save system prompt
          </Button>
        </div>
      </div>
    </section>
  );
}
