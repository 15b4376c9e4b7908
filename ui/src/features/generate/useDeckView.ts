import { useCallback, useEffect, useMemo, useState } from 'react';
import { type Card, shownOf } from './audition';

export type DeckLayout = 'grid' | 'focus';

export interface DeckView {
  /** The position of the card that keys act on; null in an empty deck. */
  current: number | null;
  layout: DeckLayout;
  /** The candidate whose answer is being edited. */
  editing: number | null;
  /** Edits are shown against the original. */
  showDiff: boolean;
  /** Changes when the focus belongs on the current card. */
  focusRequest: number;
  moveTo: (position: number) => void;
  /** Marks the card without taking the focus from where it is. */
  point: (position: number) => void;
  /** False at the end of the deck. */
  step: (by: 1 | -1) => boolean;
  setLayout: (layout: DeckLayout) => void;
  setEditing: (candidateId: number | null) => void;
  toggleDiff: () => void;
}

/** What is on the table and how it lies there. */
export function useDeckView(runId: number | null, cards: readonly Card[]): DeckView {
  const [chosen, setChosen] = useState<number | null>(null);
  const [layout, setLayout] = useState<DeckLayout>('grid');
  const [opened, setEditing] = useState<number | null>(null);
  const [showDiff, setShowDiff] = useState(true);
  const [focusRequest, setFocusRequest] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another run is another table
  useEffect(() => {
    setChosen(null);
    setEditing(null);
  }, [runId]);

  const current = nearest(cards, chosen);
  // An editor is only there while its answer is on the face of a card.
  const editing = cards.some((card) => shownOf(card).id === opened) ? opened : null;
  const moveTo = useCallback((position: number) => {
    setChosen(position);
    setFocusRequest((before) => before + 1);
  }, []);
  const toggleDiff = useCallback(() => setShowDiff((before) => !before), []);

  return useMemo(() => {
    const step = (by: 1 | -1) => {
      const index = cards.findIndex(({ position }) => position === current);
      const next = cards[index + by];
      if (next === undefined) return false;
      moveTo(next.position);
      return true;
    };
    return {
      current,
      layout,
      editing,
      showDiff,
      focusRequest,
      moveTo,
      point: setChosen,
      step,
      setLayout,
      setEditing,
      toggleDiff,
    };
  }, [cards, current, layout, editing, showDiff, focusRequest, moveTo, toggleDiff]);
}

/** The chosen card, or the one that took its place when it left the deck. */
function nearest(cards: readonly Card[], chosen: number | null): number | null {
  const card = cards.find(({ position }) => position >= (chosen ?? 0)) ?? cards.at(-1);
  return card?.position ?? null;
}
