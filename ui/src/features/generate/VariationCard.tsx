import { lazy, memo, Suspense, useState } from 'react';
import { classes } from '../../ui/classes';
import { Answer } from './Answer';
import { AnswerOffers } from './AnswerOffers';
import { type Card, isUnderWay, shownOf, type Variation } from './audition';
import { CardFooter } from './CardFooter';
import { CardHeader } from './CardHeader';
import { type EditDraft, editDraftOf } from './memory';
import type { DeckActions } from './useDeck';
import { VariationBox } from './VariationBox';

const AnswerEditor = lazy(() =>
  import('./AnswerEditor').then((module) => ({ default: module.AnswerEditor })),
);
const ContinueDialog = lazy(() =>
  import('./ContinueDialog').then((module) => ({ default: module.ContinueDialog })),
);
const CardError = lazy(() =>
  import('./CardError').then((module) => ({ default: module.CardError })),
);
const EarlierTurns = lazy(() =>
  import('./Turns').then((module) => ({ default: module.EarlierTurns })),
);
const TurnsSince = lazy(() => import('./Turns').then((module) => ({ default: module.TurnsSince })));
const ReplayDialog = lazy(() =>
  import('./ReplayDialog').then((module) => ({ default: module.ReplayDialog })),
);

/** The window over a card. */
export type Opened = 'continue' | 'replay';

/** What a card can ask for; the same object for every card and every drawing. */
export type CardActions = DeckActions & {
  onStar: (card: Card) => void;
  edit: (candidateId: number | null) => void;
  point: (position: number) => void;
  moveTo: (position: number) => void;
  toggleDiff: () => void;
};

interface Props {
  card: Card;
  variations: readonly Variation[];
  current: boolean;
  editing: boolean;
  draft: EditDraft | undefined;
  showDiff: boolean;
  /** The stream is broken: nothing moves until it is back. */
  frozen: boolean;
  actions: CardActions;
}

/** One prompt and its answer: written, read, judged and mended in place. */
export const VariationCard = memo(function VariationCard(props: Props) {
  const { card, variations, current, editing, draft, showDiff, frozen, actions } = props;
  const shown = shownOf(card);
  const number = card.position + 1;
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
  return (
    <article
      aria-label={`Card ${number}`}
      aria-current={current || undefined}
      data-position={card.position}
      tabIndex={-1}
      onFocusCapture={() => actions.point(card.position)}
      className={classes(
        'card flex min-w-0 scroll-mt-6 scroll-mb-24 flex-col outline-none',
        shown.verdict === 'starred' && 'border-star/50',
        current && 'ring-2 ring-accent ring-offset-2 ring-offset-canvas',
      )}
    >
      <CardHeader
        card={card}
        hasDraft={draft !== undefined && !editing}
        showDiff={showDiff}
        frozen={frozen}
        actions={actions}
      />
      <Suspense>{shown.turns.length > 0 && <EarlierTurns candidate={shown} />}</Suspense>
      <VariationBox card={card} variations={variations} actions={actions} />
      <Suspense>{shown.turns.length > 0 && <TurnsSince candidate={shown} />}</Suspense>
      {editing ? (
        <Suspense>
          <AnswerEditor card={card} draft={draft ?? editDraftOf(shown)} actions={actions} />
        </Suspense>
      ) : (
        <>
          <div className="flex min-w-0 flex-1 flex-col gap-3 px-4 py-3.5">
            <Answer
              candidate={shown}
              live={card.live[shown.id] ?? null}
              showDiff={showDiff}
              frozen={frozen}
            />
            <Suspense>
              {shown.error && !isUnderWay(shown) && (
                <CardError card={card} error={shown.error} actions={actions} />
              )}
            </Suspense>
            <AnswerOffers card={card} actions={actions} onContinue={() => setOpened('continue')} />
          </div>
          <CardFooter card={card} actions={actions} onOpen={setOpened} />
        </>
      )}
      <Suspense>
        {opened === 'continue' && <ContinueDialog {...{ card, actions }} onClose={close} />}
        {opened === 'replay' && <ReplayDialog answer={shown} onClose={close} />}
      </Suspense>
    </article>
  );
});
