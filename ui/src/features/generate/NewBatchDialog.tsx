import { formatAmount } from '../../lib/numbers';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { isWriting } from './audition';
import { starredIn } from './dataset-actions';
import type { Deck } from './useDeck';

interface Props {
  deck: Deck;
  onClose: () => void;
  onConfirm: () => void;
}

/** Before a new batch takes the table from answers that are starred or still being written. */
export function NewBatchDialog({ deck, onClose, onConfirm }: Props) {
  const starred = starredIn(deck.inDeck).length;
  return (
    <ConfirmDialog
      open
      title="Clear the deck for a new batch?"
      confirm="Generate anyway"
      onClose={onClose}
      onConfirm={onConfirm}
    >
      {starred > 0 && (
        <p>
          {starred === 1
            ? `1 starred answer is not in ${deck.datasetName} yet. It leaves the deck; Recent decisions still leads to it.`
            : `${formatAmount(starred, 'starred answer')} are not in ${deck.datasetName} yet. They leave the deck; Recent decisions still leads to them.`}
        </p>
      )}
      {isWriting(deck.audition) && <p>What is still being written stops.</p>}
    </ConfirmDialog>
  );
}
