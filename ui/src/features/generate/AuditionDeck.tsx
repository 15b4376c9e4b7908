import { Link } from '@tanstack/react-router';
import { CheckCheck, ChevronLeft, ChevronRight, Sparkles } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { describeError } from '../../api/errors';
import { keySigns } from '../../keys/format';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNote } from '../../ui/ErrorNote';
import { IconButton } from '../../ui/IconButton';
import { Skeleton } from '../../ui/Skeleton';
import { type Card, shownOf, variationsOf } from './audition';
import { DeckHeader } from './DeckHeader';
import type { Memory } from './memory';
import { Tray } from './Tray';
import type { Deck } from './useDeck';
import { useDeckKeys } from './useDeckKeys';
import { type CardActions, VariationCard } from './VariationCard';

interface Props {
  dataset: number;
  deck: Deck;
  edits: Memory['edits'];
  /** Puts a run that cannot be shown aside. */
  onLeaveRun: () => void;
  children: ReactNode;
}

/** The answers of a batch, to be judged one by one. */
export function AuditionDeck({ dataset, deck, edits, onLeaveRun, children }: Props) {
  const section = useRef<HTMLElement>(null);
  const { view } = deck;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a request moves the focus
  useEffect(() => {
    if (view.focusRequest === 0) return;
    const card = section.current?.querySelector<HTMLElement>(`[data-position="${view.current}"]`);
    card?.focus();
  }, [view.focusRequest]);

  return (
    <section
      ref={section}
      aria-labelledby="audition"
      className="relative flex min-w-0 flex-1 flex-col lg:min-h-0"
    >
      <DeckHeader deck={deck} />
      <div className="flex-1 px-4 pt-1 pb-6 md:px-6 lg:min-h-0 lg:overflow-y-auto lg:pb-28">
        <RunTrouble deck={deck} onLeaveRun={onLeaveRun} />
        <Cards dataset={dataset} deck={deck} edits={edits} />
        {children}
      </div>
      <Tray deck={deck} />
    </section>
  );
}

/** Why the whole run is in trouble, as opposed to one card. */
function RunTrouble({ deck, onLeaveRun }: { deck: Deck; onLeaveRun: () => void }) {
  const { error, audition, actions } = deck;
  if (error !== null) {
    return (
      <ErrorNote
        title="This batch can’t be shown"
        detail={describeError(error)}
        actions={
          <Button size="sm" onClick={onLeaveRun}>
            Put it aside
          </Button>
        }
      />
    );
  }
  if (audition.run?.error == null) return null;
  if (audition.run.status !== 'failed') {
    return <p className="mb-3 text-sm text-ink-2">{audition.run.error}</p>;
  }
  return (
    <div className="mb-4">
      <ErrorNote
        title="The batch stopped"
        detail={audition.run.error}
        onRetry={() => actions.retryAll()}
      />
    </div>
  );
}

function Cards({ dataset, deck, edits }: Pick<Props, 'dataset' | 'deck' | 'edits'>) {
  const { audition, cards, view, actions, connected, error } = deck;
  const { star } = useDeckKeys(deck);
  const variations = useMemo(() => variationsOf(audition), [audition]);
  const latest = useRef({ star, view });
  useEffect(() => {
    latest.current = { star, view };
  });
  const cardActions: CardActions = useMemo(
    () => ({
      ...actions,
      onStar: (card: Card) => latest.current.star(card),
      edit: (candidateId) => latest.current.view.setEditing(candidateId),
      point: (position) => latest.current.view.point(position),
      moveTo: (position) => latest.current.view.moveTo(position),
      toggleDiff: () => latest.current.view.toggleDiff(),
    }),
    [actions],
  );
  if (error !== null) return null;
  if (audition.runId === null) return <NothingYet />;
  if (audition.run === null) return <CardSkeletons />;
  if (cards.length === 0 && deck.inDeck.length > 0) return <NonePasses deck={deck} />;
  if (cards.length === 0) return <AllDone dataset={dataset} deck={deck} />;

  const focused = view.layout === 'focus';
  const laidOut = focused ? cards.filter(({ position }) => position === view.current) : cards;
  return (
    <>
      {focused && <FocusSteps deck={deck} />}
      <div
        className={
          focused ? 'mx-auto max-w-180' : 'grid items-stretch gap-4 md:grid-cols-2 xl:grid-cols-3'
        }
      >
        {laidOut.map((card) => (
          <VariationCard
            key={card.position}
            card={card}
            variations={variations}
            current={card.position === view.current}
            editing={view.editing === shownOf(card).id}
            draft={edits[shownOf(card).id]}
            showDiff={view.showDiff}
            frozen={!connected}
            actions={cardActions}
          />
        ))}
      </div>
    </>
  );
}

function FocusSteps({ deck: { cards, view } }: { deck: Deck }) {
  const index = cards.findIndex(({ position }) => position === view.current);
  return (
    <div className="mx-auto mb-3 flex max-w-180 items-center justify-center gap-2 text-xs text-ink-2">
      <IconButton
        icon={ChevronLeft}
        label="Previous card"
        kbd={keySigns('deck.previous')}
        disabled={index <= 0}
        onClick={() => view.step(-1)}
      />
      Card {index + 1} of {cards.length}
      <IconButton
        icon={ChevronRight}
        label="Next card"
        kbd={keySigns('deck.next')}
        disabled={index === cards.length - 1}
        onClick={() => view.step(1)}
      />
    </div>
  );
}

function NothingYet() {
  return (
    <EmptyState icon={Sparkles} title="Nothing to audition yet">
      Fill in the seed and press Generate. Each answer becomes a card here: star it, edit it, or
      reject it and get another one.
    </EmptyState>
  );
}

function NonePasses({ deck: { setFilter } }: { deck: Deck }) {
  return (
    <EmptyState
      icon={CheckCheck}
      title="No card is left in this view"
      actions={<Button onClick={() => setFilter('all')}>Show all cards</Button>}
    >
      The cards that you do not see are still on the table.
    </EmptyState>
  );
}

function AllDone({ dataset, deck }: { dataset: number; deck: Deck }) {
  const total = deck.audition.cards.length;
  return (
    <EmptyState
      icon={CheckCheck}
      title={total === 0 ? 'This batch has no answers' : 'The deck is clear'}
      actions={
        <>
          <Link to="/d/$dataset/examples" params={{ dataset }} className="btn-quiet">
            See the examples
          </Link>
          <Link to="/d/$dataset/export" params={{ dataset }} className="btn-quiet">
            Export {deck.datasetName}
          </Link>
        </>
      }
    >
      Change the seed or leave it as it is, and generate the next batch with{' '}
      {keySigns('seed.generate').join(' ')}.
    </EmptyState>
  );
}

function CardSkeletons() {
  return (
    <div role="status" className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
      <span className="sr-only">Reading the batch</span>
      {[1, 2, 3].map((number) => (
        <div key={number} className="card space-y-4 p-4">
          <Skeleton className="w-1/3" />
          <Skeleton className="h-14 w-full" />
          <Skeleton className="w-11/12" />
          <Skeleton className="w-3/4" />
        </div>
      ))}
    </div>
  );
}
