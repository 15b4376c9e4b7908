import { useUiPreferences } from '../../api/ui-preferences';
import { useKeys } from '../../keys/useKeys';
import { type Card, isEdited, isJudgeable, shownOf } from './audition';
import type { Deck } from './useDeck';

/** The keys of the audition. Each answers false when it has nothing to act on. */
export function useDeckKeys({ cards, view, actions }: Deck): { star: (card: Card) => boolean } {
  const [{ star_moves_on: movesOn }] = useUiPreferences();
  const card = cards.find(({ position }) => position === view.current);

  const star = (starred: Card) => {
    const wasStarred = shownOf(starred).verdict === 'starred';
    if (!actions.star(starred)) return false;
    view.point(starred.position);
    if (movesOn && !wasStarred && starred.position === view.current) view.step(1);
    return true;
  };
  const onCard = (act: (card: Card) => unknown) => () => (card ? act(card) : false);

  useKeys(
    {
      'deck.next': () => view.step(1),
      'deck.previous': () => view.step(-1),
      'deck.jump': (event) => {
        const target = cards.find(({ position }) => position + 1 === Number(event.key));
        return target ? view.moveTo(target.position) : false;
      },
      'deck.star': onCard(star),
      'deck.edit': onCard((it) =>
        isJudgeable(shownOf(it)) ? view.setEditing(shownOf(it).id) : false,
      ),
      'deck.reject': onCard(actions.reject),
      'deck.regenerate': onCard((it) => actions.regenerate(it)),
      'deck.stop': onCard(actions.stop),
      'deck.stopAll': actions.stopAll,
      'deck.nextVariation': onCard((it) => actions.stepVariation(it, 1)),
      'deck.previousVariation': onCard((it) => actions.stepVariation(it, -1)),
      'deck.diff': onCard((it) => (isEdited(shownOf(it)) ? view.toggleDiff() : false)),
      'deck.copy': onCard((it) => (isJudgeable(shownOf(it)) ? actions.copyAnswer(it) : false)),
      'deck.add': () => actions.add(),
      'deck.undo': () => actions.undoLast(),
      'deck.focus': () =>
        cards.length > 0 ? view.setLayout(view.layout === 'grid' ? 'focus' : 'grid') : false,
    },
    { enabled: view.editing === null },
  );
  return { star };
}
