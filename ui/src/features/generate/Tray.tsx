import { Star } from 'lucide-react';
import { ariaKeys, keySigns } from '../../keys/format';
import { formatAmount } from '../../lib/numbers';
import { Button } from '../../ui/Button';
import { dock } from '../../ui/toast';
import { isReplacement, starredIn } from './dataset-actions';
import type { Deck } from './useDeck';

/** What is starred and where it goes. It docks at the bottom while there is something in it. */
export function Tray({ deck }: { deck: Deck }) {
  const starred = starredIn(deck.inDeck);
  if (starred.length === 0) return null;
  const replaces = isReplacement(starred);
  return (
    <div className="pointer-events-none sticky bottom-0 z-10 mt-auto flex justify-center md:bottom-4 md:px-4 lg:absolute lg:inset-x-0">
      <div
        ref={dock}
        className="pointer-events-auto flex w-full items-center justify-between gap-3 border-t border-line bg-surface py-2 pr-2 pl-4 shadow-2 md:w-auto md:rounded-xl md:border"
      >
        <span className="flex items-center gap-1.5 text-sm">
          <Star aria-hidden size={15} className="fill-current text-star" />
          <span className="font-medium">{starred.length}</span> starred
        </span>
        <span aria-hidden className="hidden h-5 w-px bg-line sm:block" />
        <span className="hidden min-w-0 truncate text-sm text-ink-2 sm:block">
          {replaces ? 'in' : 'to'} <span className="font-medium text-ink">{deck.datasetName}</span>
        </span>
        {replaces && (
          <Button disabled={deck.adding} onClick={() => deck.actions.add(true)}>
            Add as new
          </Button>
        )}
        <Button
          variant="primary"
          busy={deck.adding}
          aria-keyshortcuts={ariaKeys('deck.add')}
          kbd={keySigns('deck.add')}
          onClick={() => deck.actions.add()}
        >
          {replaces ? `Replace ${formatAmount(starred.length, 'example')}` : 'Add to dataset'}
        </Button>
      </div>
    </div>
  );
}
