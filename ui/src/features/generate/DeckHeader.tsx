import { Keyboard, LayoutGrid, RectangleVertical, Square } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { ariaKeys, keySigns } from '../../keys/format';
import { Button } from '../../ui/Button';
import { ProgressBar } from '../../ui/ProgressBar';
import { Segmented } from '../../ui/Segmented';
import { formatSeconds, type Progress, progressOf } from './progress';
import type { Deck } from './useDeck';

const DeckFilter = lazy(() =>
  import('./DeckFilter').then((module) => ({ default: module.DeckFilter })),
);
const KeySheet = lazy(() =>
  import('../../keys/KeySheet').then((module) => ({ default: module.KeySheet })),
);

const LAYOUTS = [
  { value: 'grid', label: 'Grid', icon: LayoutGrid },
  { value: 'focus', label: 'Focus one card', icon: RectangleVertical },
] as const;

/** How far the batch is, and how the cards lie. */
export function DeckHeader({ deck }: { deck: Deck }) {
  const { audition, view, actions, connected } = deck;
  const [keysOpen, setKeysOpen] = useState(false);
  const progress = progressOf(audition);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 pt-5 pb-3 md:px-6">
      <h2 id="audition" className="text-sm font-semibold">
        Audition
      </h2>
      {progress.total > 0 && <BatchProgress progress={progress} />}
      {!connected && (
        <span role="status" className="text-xs text-bad">
          Not connected, trying again
        </span>
      )}
      {connected && progress.active && progress.secondsLeft !== null && (
        <span className="text-xs text-ink-3">≈ {formatSeconds(progress.secondsLeft)} left</span>
      )}
      {progress.active && (
        <Button
          variant="ghost"
          size="sm"
          icon={Square}
          disabled={!connected}
          onClick={() => actions.stopAll()}
        >
          Stop all
        </Button>
      )}
      <div className="ml-auto flex items-center gap-2 max-sm:hidden">
        <Suspense>
          <DeckFilter deck={deck} />
        </Suspense>
        <Segmented
          label="Layout"
          value={view.layout}
          onChange={view.setLayout}
          segments={LAYOUTS}
        />
        <Button
          variant="ghost"
          size="sm"
          icon={Keyboard}
          kbd={keySigns('app.keys')}
          aria-keyshortcuts={ariaKeys('app.keys')}
          onClick={() => setKeysOpen(true)}
          className="max-md:hidden"
        >
          Keys
        </Button>
      </div>
      {keysOpen && (
        <Suspense>
          <KeySheet open onClose={() => setKeysOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}

function BatchProgress({ progress: { settled, total, fraction } }: { progress: Progress }) {
  return (
    <div className="flex w-40 items-center gap-2">
      <ProgressBar label="Answers of the batch" value={settled} total={total} fraction={fraction} />
      <span className="text-2xs whitespace-nowrap text-ink-3">
        {settled} of {total}
      </span>
    </div>
  );
}
