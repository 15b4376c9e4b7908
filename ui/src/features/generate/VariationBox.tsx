import { ChevronDown, PenLine, RotateCcw } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { ariaKeys, keySigns } from '../../keys/format';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../../ui/Menu';
import { type Card, isUnderWay, newestOf, shownOf, type Variation } from './audition';
import type { CardActions } from './VariationCard';

const OwnVariationDialog = lazy(() =>
  import('./OwnVariationDialog').then((module) => ({ default: module.OwnVariationDialog })),
);

interface Props {
  card: Card;
  variations: readonly Variation[];
  actions: CardActions;
}

/** The prompt that the answer is for, and the way to another one. */
export function VariationBox({ card, variations, actions }: Props) {
  const [writing, setWriting] = useState(false);
  const shown = shownOf(card);
  const busy = isUnderWay(newestOf(card));
  const now = variations.findIndex(({ text }) => text === shown.variation);
  if (shown.variation == null) {
    return (
      <p className="mx-4 mt-3 rounded-lg bg-sunken px-3 py-2 text-sm text-ink-3 ring-1 ring-line">
        {busy ? 'Waiting for its prompt' : 'No prompt was written for this card'}
      </p>
    );
  }
  const trigger = (
    <button
      type="button"
      aria-keyshortcuts={`${ariaKeys('deck.nextVariation')} ${ariaKeys('deck.previousVariation')}`}
      className="flex w-full items-start gap-2 rounded-lg bg-sunken px-3 py-2 text-left text-sm text-ink-2 ring-1 ring-line hover:ring-line-strong"
    >
      <span className="min-w-0 flex-1">
        <span className="line-clamp-6 break-words whitespace-pre-line">
          <span className="sr-only">Prompt: </span>
          {shown.variation}
        </span>
        {shown.variation_distance != null && (
          <span
            className="mt-1 block text-2xs text-ink-3"
            title="How much its wording differs from the filled prompt"
          >
            {Math.round(shown.variation_distance * 100)} % other words
          </span>
        )}
      </span>
      <span className="mt-0.5 flex shrink-0 items-center gap-0.5 text-2xs text-ink-3">
        {now >= 0 && `${now + 1} of ${variations.length}`}
        <ChevronDown aria-hidden size={13} />
      </span>
    </button>
  );
  return (
    <div className="px-4 pt-3">
      <Menu trigger={trigger} align="start">
        <div className="w-80 max-w-[calc(100vw-2rem)]">
          <MenuItem
            icon={RotateCcw}
            kbd={keySigns('deck.regenerate')}
            disabled={busy}
            onSelect={() => actions.regenerate(card)}
          >
            Answer this prompt again
          </MenuItem>
          <MenuItem icon={PenLine} disabled={busy} onSelect={() => setWriting(true)}>
            Write your own prompt
          </MenuItem>
          {variations.length > 1 && <OtherPrompts {...{ card, variations, actions }} />}
        </div>
      </Menu>
      <Suspense>
        {writing && (
          <OwnVariationDialog
            text={shown.variation}
            onClose={() => setWriting(false)}
            onAnswer={(variation) => actions.regenerate(card, { variation })}
          />
        )}
      </Suspense>
    </div>
  );
}

/** The prompts that other cards have; choosing one answers it here too. */
function OtherPrompts({ card, variations, actions }: Props) {
  const { variation: now } = shownOf(card);
  const busy = isUnderWay(newestOf(card));
  return (
    <>
      <MenuSeparator />
      <MenuLabel>Prompts of this batch</MenuLabel>
      {variations.map((variation) => (
        <MenuItem
          key={variation.text}
          checked={variation.text === now}
          disabled={busy || variation.text === now}
          onSelect={() => actions.takeVariation(card, variation)}
        >
          <span className="line-clamp-1">{variation.text}</span>
        </MenuItem>
      ))}
    </>
  );
}
