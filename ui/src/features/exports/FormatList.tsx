import { TriangleAlert } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Schema } from '../../api/schema';
import { ariaKeys, keySigns } from '../../keys/format';
import { useKeys } from '../../keys/useKeys';
import { classes } from '../../ui/classes';
import { SearchField } from '../../ui/SearchField';
import { Skeleton } from '../../ui/Skeleton';

export type Format = Schema<'ExportTemplate'>;

interface Props {
  /** Undefined while they are fetched. */
  formats: readonly Format[] | undefined;
  current: string | null;
  onChoose: (id: string) => void;
}

/** The formats by category, with a field to find one. */
export function FormatList({ formats, current, onChoose }: Props) {
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const shown = (formats ?? []).filter((format) => matches(format, typed));
  const step = (by: number) => {
    const at = shown.findIndex(({ id }) => id === current);
    const next = shown[at === -1 ? 0 : at + by];
    if (next) onChoose(next.id);
  };
  useKeys({
    'app.search': () => {
      field.current?.focus();
      field.current?.select();
    },
    'export.down': () => step(1),
    'export.up': () => step(-1),
  });
  useEffect(() => {
    if (current === null) return;
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  return (
    <section
      aria-labelledby="formats"
      className="hidden w-66 shrink-0 flex-col border-r border-line lg:flex"
    >
      <h2 id="formats" className="flex h-12 shrink-0 items-center px-5 text-sm font-semibold">
        Format
      </h2>
      <Finder ref={field} typed={typed} onType={setTyped} onStep={step} />
      <div ref={list} className="min-h-0 flex-1 overflow-y-auto px-3 pb-3">
        {formats === undefined && <FormatSkeleton />}
        {formats !== undefined && shown.length === 0 && (
          <p role="status" className="px-2 py-3 text-sm text-ink-2">
            No format is called that.
          </p>
        )}
        {[...new Set(shown.map(({ category }) => category))].map((category) => (
          <section key={category} aria-label={category} className="mb-4">
            <h3 className="eyebrow mb-0.5 px-2">{category}</h3>
            <ul>
              {shown
                .filter((format) => format.category === category)
                .map((format) => (
                  <li key={format.id}>
                    <FormatButton
                      format={format}
                      isCurrent={format.id === current}
                      onChoose={onChoose}
                    />
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </section>
  );
}

interface FinderProps {
  ref: RefObject<HTMLInputElement | null>;
  typed: string;
  onType: (typed: string) => void;
  /** To a format further down, or up, or to the first one found when there is none chosen. */
  onStep: (by: number) => void;
}

function Finder({ ref, typed, onType, onStep }: FinderProps) {
  return (
    <SearchField
      ref={ref}
      label="Find a format"
      kbd={keySigns('app.search')}
      aria-keyshortcuts={ariaKeys('app.search')}
      value={typed}
      onChange={onType}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown') onStep(1);
        else if (event.key === 'ArrowUp') onStep(-1);
        else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) onStep(0);
        else return;
        event.preventDefault();
      }}
      className="mx-3 mb-2"
    />
  );
}

interface ButtonProps {
  format: Format;
  isCurrent: boolean;
  onChoose: (id: string) => void;
}

function FormatButton({ format, isCurrent, onChoose }: ButtonProps) {
  return (
    <button
      type="button"
      aria-current={isCurrent || undefined}
      onClick={() => onChoose(format.id)}
      className={classes(
        'flex h-7 w-full items-center gap-2 rounded-md px-2 text-left text-sm',
        isCurrent
          ? 'bg-surface font-medium text-ink shadow-1 ring-1 ring-line'
          : 'text-ink-2 hover:bg-sunken hover:text-ink',
      )}
    >
      <span className="min-w-0 flex-1 truncate">{format.name}</span>
      {format.warning && (
        <>
          <TriangleAlert aria-hidden size={13} className="shrink-0 text-star" />
          <span className="sr-only">with a warning</span>
        </>
      )}
    </button>
  );
}

function FormatSkeleton() {
  return (
    <div role="status" aria-label="Fetching the formats" className="space-y-3.5 px-2 pt-2">
      {['w-3/4', 'w-1/2', 'w-2/3', 'w-3/5', 'w-1/2', 'w-2/3'].map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity
        <Skeleton key={index} className={width} />
      ))}
    </div>
  );
}

/** Every word typed stands somewhere in what the format says of itself. */
function matches({ id, name, category, description }: Format, typed: string): boolean {
  const text = `${id} ${name} ${category} ${description}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
