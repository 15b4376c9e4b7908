import {
  Ban,
  ChevronLeft,
  ChevronRight,
  CircleAlert,
  Clock,
  LoaderCircle,
  Replace,
  Square,
  Star,
  TimerOff,
  TriangleAlert,
} from 'lucide-react';
import { ariaKeys } from '../../keys/format';
import { Chip } from '../../ui/Chip';
import { type Candidate, type Card, isEdited, isUnderWay, shownOf } from './audition';
import { lintLabel, rulesOf } from './lints';
import type { CardActions } from './VariationCard';

interface Props {
  card: Card;
  hasDraft: boolean;
  showDiff: boolean;
  frozen: boolean;
  actions: CardActions;
}

/** The number, what state the answer is in, and what it took. */
export function CardHeader({ card, hasDraft, showDiff, frozen, actions }: Props) {
  const shown = shownOf(card);
  return (
    <header className="flex flex-wrap items-center gap-x-2 gap-y-1.5 px-4 pt-3.5">
      <span className="grid size-5 place-items-center rounded bg-sunken font-mono text-2xs text-ink-2 ring-1 ring-line">
        {card.position + 1}
      </span>
      <StateChip
        candidate={shown}
        loading={card.live[shown.id]?.loading === true}
        frozen={frozen}
      />
      {isEdited(shown) && (
        <button
          type="button"
          aria-pressed={showDiff}
          aria-keyshortcuts={ariaKeys('deck.diff')}
          title={showDiff ? 'Show only the edited text' : 'Show what was edited'}
          onClick={actions.toggleDiff}
          className="chip relative bg-info-soft text-info after:absolute after:-inset-x-1 after:-inset-y-2 max-md:min-h-0!"
        >
          Edited
        </button>
      )}
      {hasDraft && <Chip tone="info">Edit not kept yet</Chip>}
      {shown.example_id != null && <Chip icon={Replace}>Replaces example {shown.example_id}</Chip>}
      <LintChips candidate={shown} />
      {card.siblings.length > 1 && <Pager card={card} actions={actions} />}
      <Cost candidate={shown} />
    </header>
  );
}

interface StateProps {
  candidate: Candidate;
  loading: boolean;
  frozen: boolean;
}

function StateChip({ candidate, loading, frozen }: StateProps) {
  const { state, verdict, error, model } = candidate;
  if (verdict === 'starred') {
    return (
      <span className="chip bg-star-soft text-ink">
        <Star aria-hidden size={12} className="fill-current text-star" />
        Starred
      </span>
    );
  }
  if (state === 'waiting' && !loading) return <Chip icon={Clock}>Waiting</Chip>;
  if (state === 'waiting' || state === 'writing') {
    return (
      <span className="chip bg-accent-soft text-accent">
        <LoaderCircle aria-hidden size={12} className={frozen ? '' : 'animate-spin'} />
        {loading ? `Loading ${model}` : 'Writing'}
      </span>
    );
  }
  if (state === 'failed') {
    const timedOut = error?.kind === 'timed_out';
    return (
      <Chip tone="bad" icon={timedOut ? TimerOff : CircleAlert}>
        {timedOut ? 'Timed out' : 'Failed'}
      </Chip>
    );
  }
  if (verdict === 'rejected') return <Chip icon={Ban}>Rejected</Chip>;
  return state === 'stopped' ? <Chip icon={Square}>Stopped</Chip> : null;
}

function LintChips({ candidate }: { candidate: Candidate }) {
  return rulesOf(candidate).map((rule) => (
    <Chip key={rule} tone="bad" icon={TriangleAlert}>
      {lintLabel(rule)}
    </Chip>
  ));
}

/** Turns through the answers that the card has had. */
function Pager({ card, actions }: { card: Card; actions: CardActions }) {
  const index = card.siblings.indexOf(shownOf(card));
  const turn = (by: number) => {
    const sibling = card.siblings[index + by];
    if (sibling) actions.flip(card, sibling.id);
  };
  return (
    <span className="inline-flex items-center text-2xs text-ink-3">
      <button
        type="button"
        aria-label="Earlier answer"
        disabled={index === 0}
        onClick={() => turn(-1)}
        className="grid size-5 place-items-center rounded hover:bg-sunken disabled:opacity-55"
      >
        <ChevronLeft aria-hidden size={13} />
      </button>
      <span>
        <span className="sr-only">Answer </span>
        {index + 1} of {card.siblings.length}
      </span>
      <button
        type="button"
        aria-label="Later answer"
        disabled={index === card.siblings.length - 1}
        onClick={() => turn(1)}
        className="grid size-5 place-items-center rounded hover:bg-sunken disabled:opacity-55"
      >
        <ChevronRight aria-hidden size={13} />
      </button>
    </span>
  );
}

function Cost({ candidate }: { candidate: Candidate }) {
  const { tokens, tokens_per_second: speed, seconds, state, error } = candidate;
  const parts = [
    tokens != null && tokens > 0 && `${tokens} tok`,
    speed != null && `${Math.round(speed)}/s`,
  ].filter(Boolean);
  const waited = error?.seconds ?? seconds;
  if (parts.length === 0 && waited != null && !isUnderWay(candidate) && state !== 'done') {
    parts.push(`${waited.toFixed(1)} s`);
  }
  if (parts.length === 0) return null;
  return (
    <span
      className="ml-auto text-2xs whitespace-nowrap text-ink-3"
      title={speed != null ? `${speed.toFixed(1)} tok/s` : undefined}
    >
      {parts.join(' · ')}
    </span>
  );
}
