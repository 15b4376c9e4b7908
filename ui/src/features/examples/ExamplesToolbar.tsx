import { Copy as CopyIcon } from 'lucide-react';
import { lazy, type RefObject, Suspense, useEffect, useRef, useState } from 'react';
import { ariaKeys, keySigns } from '../../keys/format';
import { formatAmount, formatCount } from '../../lib/numbers';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { SearchField } from '../../ui/SearchField';
import { Segmented } from '../../ui/Segmented';
import { type ExampleFilter, isFiltered } from './queries';

/** Beside the table, which is here first. */
const FilterMenu = lazy(() =>
  import('./FilterMenu').then((module) => ({ default: module.FilterMenu })),
);

const SETTLE_MS = 250;
const SORTS = [
  { value: '-id', label: 'Newest first' },
  { value: 'id', label: 'Oldest first' },
] as const;

interface Props {
  searchRef: RefObject<HTMLInputElement | null>;
  filter: ExampleFilter;
  /** How many the search lets through; null while that is not known. */
  found: number | null;
  /** How many the dataset has. */
  count: number | null;
  onFilter: (filter: Partial<ExampleFilter>) => void;
  /** Enter in the search field. */
  onEnter: () => void;
  onNearCopies: () => void;
}

export function ExamplesToolbar(props: Props) {
  const { searchRef, filter, found, count, onFilter, onEnter, onNearCopies } = props;
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-3 md:px-5">
      <SearchBox
        ref={searchRef}
        value={filter.q}
        onChange={(q) => onFilter({ q })}
        onEnter={onEnter}
      />
      <Suspense>
        <FilterMenu
          onAdd={(condition) =>
            !filter.filter.includes(condition) &&
            onFilter({ filter: [...filter.filter, condition] })
          }
        />
      </Suspense>
      {filter.filter.map((condition) => (
        <Chip
          key={condition}
          tone="accent"
          removeLabel={condition}
          onRemove={() => onFilter({ filter: filter.filter.filter((one) => one !== condition) })}
        >
          {condition}
        </Chip>
      ))}
      <p role="status" className="ml-auto text-xs text-ink-3">
        <Found isFiltered={isFiltered(filter)} found={found} count={count} />
      </p>
      <Button size="sm" icon={CopyIcon} disabled={(count ?? 0) < 2} onClick={onNearCopies}>
        <span className="max-sm:sr-only">Near copies</span>
      </Button>
      <Segmented
        label="Order"
        value={filter.sort}
        segments={SORTS}
        onChange={(sort) => onFilter({ sort })}
      />
    </div>
  );
}

function Found({
  isFiltered,
  found,
  count,
}: { isFiltered: boolean } & Pick<Props, 'found' | 'count'>) {
  if (found === null) return null;
  if (!isFiltered) return formatAmount(found, 'example');
  return (
    <>
      <span className="font-medium text-ink">{formatCount(found)}</span> of{' '}
      {formatCount(Math.max(count ?? 0, found))}
    </>
  );
}

interface SearchProps {
  ref: RefObject<HTMLInputElement | null>;
  value: string;
  onChange: (value: string) => void;
  onEnter: () => void;
}

/** Searches once typing pauses, or at Enter. */
function SearchBox({ ref, value, onChange, onEnter }: SearchProps) {
  const [typed, setTyped] = useState(value);
  const sent = useRef(value);
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  // The address changed by another hand: the back button, a link.
  useEffect(() => {
    if (value !== sent.current) setTyped(value);
    sent.current = value;
  }, [value]);
  useEffect(() => {
    if (typed.trim() === sent.current) return;
    const timer = window.setTimeout(() => {
      sent.current = typed.trim();
      latest.current(sent.current);
    }, SETTLE_MS);
    return () => window.clearTimeout(timer);
  }, [typed]);

  const enter = () => {
    if (typed.trim() !== sent.current) {
      sent.current = typed.trim();
      onChange(sent.current);
    }
    onEnter();
  };
  return (
    <SearchField
      ref={ref}
      label="Search all fields"
      kbd={keySigns('app.search')}
      aria-keyshortcuts={ariaKeys('app.search')}
      value={typed}
      onChange={setTyped}
      onKeyDown={(event) => event.key === 'Enter' && enter()}
      className="w-full sm:w-64"
    />
  );
}
