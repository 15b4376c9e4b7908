import { useEffect, useRef, useState } from 'react';
import { keySigns } from '../../keys/format';
import { useKeys } from '../../keys/useKeys';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { TextArea } from '../../ui/TextArea';
import { type Card, finalOf, shownOf, type ToolCall } from './audition';
import type { EditDraft } from './memory';
import { parseCalls } from './tool-calls';
import type { CardActions } from './VariationCard';

interface Props {
  card: Card;
  /** Where it starts: the draft that was left, or the answer as it is. */
  draft: EditDraft;
  actions: CardActions;
}

/** Edits an answer and its tool calls in place. Leaving keeps what was typed. */
export function AnswerEditor({ card, draft: initial, actions }: Props) {
  const editor = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const { tool_calls } = finalOf(shownOf(card));
  const { draft, bad, change, keep, leave, discard } = useEdit(card, initial, actions);

  useEffect(() => {
    const end = area.current?.value.length ?? 0;
    area.current?.focus();
    area.current?.setSelectionRange(end, end);
  }, []);

  useEffect(() => {
    if (bad) editor.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [bad]);

  return (
    <div ref={editor} className="flex flex-1 flex-col">
      <div className="flex-1 space-y-3 px-4 py-3.5">
        <Field label="Answer" hideLabel>
          {(control) => (
            <TextArea
              {...control}
              ref={area}
              rows={4}
              value={draft.output}
              onChange={(event) => change({ ...draft, output: event.target.value })}
              className="leading-[1.6]"
            />
          )}
        </Field>
        <CallFields
          calls={tool_calls}
          texts={draft.calls}
          bad={bad}
          onChange={(calls) => change({ ...draft, calls })}
        />
      </div>
      <footer className="flex flex-wrap items-center gap-1 border-t border-line px-2 py-1.5">
        <Button
          variant="primary"
          size="sm"
          kbd={keySigns('edit.keep')}
          onClick={keep}
          className="w-full"
        >
          Keep and star
        </Button>
        <Button variant="ghost" size="sm" kbd={keySigns('edit.leave')} onClick={leave}>
          Leave
        </Button>
        <Button variant="ghost" size="sm" onClick={discard} className="ml-auto">
          Discard
        </Button>
      </footer>
    </div>
  );
}

/** What is typed, kept as a draft at every change, and the three ways out. */
function useEdit(card: Card, initial: EditDraft, actions: CardActions) {
  const [draft, setDraft] = useState(initial);
  const [bad, setBad] = useState<{ index: number; message: string } | null>(null);
  const shown = shownOf(card);
  const { tool_calls } = finalOf(shown);

  const change = (next: EditDraft) => {
    setDraft(next);
    setBad(null);
    actions.saveEdit(shown.id, next);
  };
  const leave = () => {
    actions.edit(null);
    actions.moveTo(card.position);
  };
  const keep = () => {
    const parsed = parseCalls(tool_calls, draft.calls);
    if ('message' in parsed) return setBad(parsed);
    actions.keepEdit(card, draft.output, parsed.calls);
    actions.dropEdit(shown.id);
    leave();
  };
  const discard = () => {
    actions.dropEdit(shown.id);
    leave();
  };
  useKeys({ 'edit.keep': keep, 'edit.leave': leave });
  return { draft, bad, change, keep, leave, discard };
}

interface CallFieldsProps {
  calls: readonly ToolCall[];
  /** The arguments as typed. */
  texts: string[];
  bad: { index: number; message: string } | null;
  onChange: (texts: string[]) => void;
}

function CallFields({ calls, texts, bad, onChange }: CallFieldsProps) {
  return calls.map((call, index) => (
    <Field
      // biome-ignore lint/suspicious/noArrayIndexKey: a tool may be called twice, calls keep their order
      key={index}
      label={`${call.name}: arguments`}
      error={bad?.index === index ? bad.message : null}
    >
      {(control) => (
        <TextArea
          {...control}
          rows={3}
          spellCheck={false}
          value={texts[index] ?? ''}
          onChange={(event) => onChange(texts.with(index, event.target.value))}
          className="font-mono text-xs"
        />
      )}
    </Field>
  ));
}
