import { useNavigate, useParams } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { DatasetSelector } from '../features/datasets/DatasetSelector';
import { ariaKeys, keySigns } from '../keys/format';
import { Kbd } from '../ui/Kbd';
import { Logo } from '../ui/Logo';
import { ActionsSlot, TitleSlot } from '../ui/Page';
import { paths } from './paths';

/** The bar over the page: its title, the way to search, its actions; on a phone also the dataset. */
export function TopBar({ onSearch }: { onSearch: () => void }) {
  const { dataset } = useParams({ strict: false });
  const navigate = useNavigate();
  return (
    <header className="flex h-14 shrink-0 items-center gap-3 border-b border-line bg-canvas px-4 md:px-6">
      <span className="md:hidden">
        <Logo />
      </span>
      <TitleSlot className="flex min-w-0 items-center gap-2" />
      <div className="ml-auto flex shrink-0 items-center gap-2">
        <button
          type="button"
          aria-keyshortcuts={ariaKeys('app.palette')}
          onClick={onSearch}
          className="hidden h-8 w-72 items-center gap-2 rounded-lg border border-line bg-surface pr-1.5 pl-2.5 text-sm text-ink-3 shadow-1 hover:border-line-strong lg:flex"
        >
          <Search aria-hidden size={16} />
          <span className="flex-1 truncate text-left">Search or run a command</span>
          <Kbd keys={keySigns('app.palette')} />
        </button>
        {dataset !== undefined && (
          <span className="md:hidden">
            <DatasetSelector
              compact
              current={dataset}
              onSelect={(next) => navigate(paths.generate(next))}
            />
          </span>
        )}
        <ActionsSlot className="flex items-center gap-2" />
      </div>
    </header>
  );
}
