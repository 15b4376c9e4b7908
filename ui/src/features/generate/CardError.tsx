import { Copy } from 'lucide-react';
import { Button } from '../../ui/Button';
import { copy } from '../../ui/copy';
import { ErrorNote } from '../../ui/ErrorNote';
import { type Candidate, type Card, isUnderWay, newestOf, shownOf } from './audition';
import type { CardActions } from './VariationCard';

type Failure = NonNullable<Candidate['error']>;

/** The server waits this many times longer when asked to. */
const WAIT_FACTOR = 4;

interface Props {
  card: Card;
  error: Failure;
  actions: CardActions;
}

/** What happened to this card and what to do. The other cards go on. */
export function CardError({ card, error, actions }: Props) {
  const { kind, message, seconds } = error;
  const { model } = shownOf(card);
  const pull = `ollama pull ${model}`;
  const hint = kind === 'no_such_model' && !message.includes('ollama pull');
  const idle = !isUnderWay(newestOf(card));
  const waitLonger = () => actions.regenerate(card, { wait_factor: WAIT_FACTOR });
  return (
    <div>
      <ErrorNote
        title={titleOf(error, model)}
        detail={
          <>
            {message} {kind === 'timed_out' && 'The other cards are safe.'}
            {hint && (
              <>
                Get it with <code className="font-mono text-ink">{pull}</code>, then try again.
              </>
            )}
          </>
        }
        {...(idle && { onRetry: () => actions.regenerate(card) })}
        actions={
          <>
            {idle && kind === 'timed_out' && (
              <Button variant="ghost" size="sm" onClick={waitLonger}>
                {seconds == null
                  ? 'Wait longer'
                  : `Wait longer (${Math.round(seconds * WAIT_FACTOR)} s)`}
              </Button>
            )}
            {kind === 'no_such_model' && (
              <Button
                variant="ghost"
                size="sm"
                icon={Copy}
                onClick={() => void copy(pull, `Copied “${pull}”. Run it in a terminal.`)}
              >
                Copy the command
              </Button>
            )}
          </>
        }
      />
    </div>
  );
}

function titleOf({ kind, seconds }: Failure, model: string): string {
  switch (kind) {
    case 'timed_out':
      return seconds == null
        ? 'No answer in time'
        : `No answer within ${Math.round(seconds)} seconds`;
    case 'unreachable':
      return 'The model server can’t be reached';
    case 'no_such_model':
      return `${model} isn’t on the model server`;
    case 'refused':
      return 'The model server refused the request';
    case 'busy':
      return 'The model server has too much to do';
    case 'garbled':
      return 'The answer can’t be read';
    default:
      return 'dsforge could not finish this answer';
  }
}
