import { ChevronLeft, ChevronRight, Shuffle } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { formatCount } from '../../lib/numbers';
import { IconButton } from '../../ui/IconButton';
import type { useSamples } from './useSamples';

/** Walks through the samples: with its buttons, or with ← and → once one of them has the focus. */
export function SampleBar({ index, count, step, mix }: ReturnType<typeof useSamples>) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') step(-1);
    else if (event.key === 'ArrowRight') step(1);
    else return;
    event.preventDefault();
  };
  return (
    <div className="flex h-12 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4">
      <h2 className="text-sm font-semibold">Preview</h2>
      <span aria-live="polite" className="text-xs text-ink-3">
        {index === null ? 'samples mixed' : `sample ${index + 1} of ${formatCount(count)}`}
      </span>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys work on its buttons */}
      <span className="ml-auto flex" onKeyDown={onKeyDown}>
        <IconButton
          icon={ChevronLeft}
          label="Previous sample"
          className="size-7"
          onClick={() => step(-1)}
        />
        <IconButton
          icon={ChevronRight}
          label="Next sample"
          className="size-7"
          onClick={() => step(1)}
        />
        <IconButton
          icon={Shuffle}
          iconSize={14}
          label="Mix samples"
          className="size-7"
          onClick={mix}
        />
      </span>
    </div>
  );
}
