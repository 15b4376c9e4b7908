import { Sparkles } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { describeError } from '../../api/errors';
import { keySigns } from '../../keys/format';
import { useKeys } from '../../keys/useKeys';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { ErrorNote } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { TextArea } from '../../ui/TextArea';
import { type Candidate, type Card, finalOf, shownOf } from './audition';
import { type Turn, writeNextTurns } from './calls';
import type { CardActions } from './VariationCard';

interface Props {
  card: Card;
  actions: CardActions;
  onClose: () => void;
}

/** What is said after an answer: the results of its calls, or the user's next turn. */
export function ContinueDialog({ card, actions, onClose }: Props) {
  const [answer] = useState(shownOf(card));
  const calls = finalOf(answer).tool_calls;
  const [turns, setTurns] = useState<Turn[]>(() => emptyTurns(answer));
  const [pressed, setPressed] = useState(false);
  const writing = useWriting(answer, setTurns);
  const isMissing = ({ role, content }: Turn) => role === 'user' && content.trim() === '';

  const send = async () => {
    setPressed(true);
    if (writing.busy || turns.some(isMissing)) return;
    if (await actions.grow(card, turns)) onClose();
  };
  useKeys({ 'edit.keep': () => void send() }, { modal: true });

  return (
    <Dialog
      open
      onClose={onClose}
      title={calls.length > 0 ? 'Give the results' : 'Continue the conversation'}
      description="The model answers on the same card. The answers it has now stay behind it, and the whole conversation becomes one example."
      footer={
        <>
          <Button
            icon={Sparkles}
            busy={writing.busy}
            onClick={writing.start}
            className="mr-auto"
            title="You can change what it writes"
          >
            Have the model write it
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" kbd={keySigns('edit.keep')} onClick={() => void send()}>
            Continue
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        {turns.map((turn, index) => (
          <Field
            // biome-ignore lint/suspicious/noArrayIndexKey: one field for each call, in their order
            key={index}
            label={turn.role === 'tool' ? `Result of ${turn.tool_name}` : 'The user says'}
            error={pressed && isMissing(turn) ? 'Write what the user says next.' : null}
          >
            {(control) => (
              <TextArea
                {...control}
                rows={turn.role === 'tool' ? 5 : 4}
                value={turn.content}
                spellCheck={turn.role !== 'tool'}
                className={turn.role === 'tool' ? 'font-mono text-xs' : ''}
                onChange={({ target: { value } }) =>
                  setTurns((all) => all.with(index, { ...turn, content: value }))
                }
              />
            )}
          </Field>
        ))}
        {writing.error != null && (
          <ErrorNote title="Nothing was written" detail={describeError(writing.error)} />
        )}
      </div>
    </Dialog>
  );
}

function emptyTurns(answer: Candidate): Turn[] {
  const { tool_calls } = finalOf(answer);
  if (tool_calls.length === 0) return [{ role: 'user', content: '', tool_name: null }];
  return tool_calls.map(({ name }) => ({ role: 'tool', content: '', tool_name: name }));
}

/** Has the model write; closing the dialog stops it. */
function useWriting(answer: Candidate, onWritten: (turns: Turn[]) => void) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const start = async () => {
    abort.current = new AbortController();
    const { signal } = abort.current;
    setBusy(true);
    setError(null);
    try {
      onWritten(await writeNextTurns(answer, signal));
    } catch (caught) {
      if (!signal.aborted) setError(caught);
    } finally {
      if (!signal.aborted) setBusy(false);
    }
  };
  return { busy, error, start: () => void start() };
}
