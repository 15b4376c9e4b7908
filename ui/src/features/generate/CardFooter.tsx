import { type LucideIcon, Pencil, RotateCcw, Square, Star, X } from 'lucide-react';
import { type ComponentProps, lazy, Suspense } from 'react';
import { ariaKeys } from '../../keys/format';
import { KeyHint } from '../../keys/KeyHint';
import type { KeyId } from '../../keys/registry';
import { classes } from '../../ui/classes';
import { type Card, isJudgeable, isUnderWay, newestOf, shownOf } from './audition';
import { MoreMenu } from './MoreMenu';
import type { CardActions, Opened } from './VariationCard';

const RejectReason = lazy(() =>
  import('./RejectReason').then((module) => ({ default: module.RejectReason })),
);

interface Props {
  card: Card;
  actions: CardActions;
  onOpen: (opened: Opened) => void;
}

/** What can be done to the answer, each with its key. */
export function CardFooter({ card, actions, onOpen }: Props) {
  const shown = shownOf(card);
  const starred = shown.verdict === 'starred';
  const ready = isJudgeable(shown);
  return (
    <footer className="@container flex items-center gap-0.5 border-t border-line px-1 py-1.5">
      {ready || isUnderWay(shown) ? (
        <>
          <Action
            id="deck.star"
            icon={Star}
            filled={starred}
            aria-pressed={starred}
            disabled={!ready}
            onClick={() => actions.onStar(card)}
          >
            {starred ? 'Starred' : 'Star'}
          </Action>
          <Action
            id="deck.edit"
            icon={Pencil}
            disabled={!ready}
            onClick={() => actions.edit(shown.id)}
          >
            Edit
          </Action>
        </>
      ) : (
        <Action
          id="deck.regenerate"
          icon={RotateCcw}
          disabled={isUnderWay(newestOf(card))}
          onClick={() => actions.regenerate(card)}
        >
          Regenerate
        </Action>
      )}
      <span className="ml-auto flex">
        {ready && (
          <MoreMenu
            done={shown.state === 'done'}
            busy={isUnderWay(newestOf(card))}
            onContinue={() => onOpen('continue')}
            onReplay={() => onOpen('replay')}
          />
        )}
        {isUnderWay(newestOf(card)) ? (
          <Action id="deck.stop" icon={Square} name="Stop" onClick={() => actions.stop(card)} />
        ) : (
          <>
            <Action
              id="deck.reject"
              icon={X}
              name={ready ? 'Reject and regenerate' : 'Dismiss'}
              onClick={() => actions.reject(card)}
            />
            <Suspense>
              {ready && <RejectReason onReject={(reason) => actions.reject(card, reason)} />}
            </Suspense>
          </>
        )}
      </span>
    </footer>
  );
}

interface ActionProps extends ComponentProps<'button'> {
  id: KeyId;
  icon: LucideIcon;
  /** The name of a button without words. */
  name?: string;
  filled?: boolean;
}

function Action({ id, icon: Icon, name, filled = false, children, ...attributes }: ActionProps) {
  return (
    <button
      type="button"
      aria-keyshortcuts={ariaKeys(id)}
      {...(name && { title: name })}
      {...attributes}
      className={classes(
        'inline-flex h-8 items-center gap-1.5 rounded-md px-1.5 text-xs font-medium transition-colors duration-[120ms] disabled:opacity-55',
        filled
          ? 'bg-star-soft text-ink'
          : 'text-ink-2 enabled:hover:bg-sunken enabled:hover:text-ink',
      )}
    >
      <Icon aria-hidden size={15} className={classes('shrink-0', filled && 'fill-current')} />
      {children}
      {name && <span className="sr-only">{name}</span>}
      {/* Three cards side by side have no room for a hint beside a button without words. */}
      <span className={name && 'hidden @2xs:contents'}>
        <KeyHint id={id} />
      </span>
    </button>
  );
}
