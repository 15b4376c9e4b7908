import { Link, type LinkProps } from '@tanstack/react-router';
import { Ellipsis, type LucideIcon } from 'lucide-react';
import { datasetPages, plainPages } from './navigation';
import { useDatasetId } from './useDatasetId';

/** The navigation at the bottom of a phone. */
export function TabBar({ onMore }: { onMore: () => void }) {
  const { id } = useDatasetId();
  const { generate, examples } = datasetPages;
  return (
    <nav
      aria-label="Main"
      className="grid shrink-0 auto-cols-fr grid-flow-col border-t border-line bg-surface pb-1 md:hidden"
    >
      {id !== null && (
        <>
          <Tab {...generate} link={generate.link(id)} />
          <Tab {...examples} link={examples.link(id)} />
        </>
      )}
      <Tab {...plainPages.templates} />
      <button type="button" aria-haspopup="dialog" className={TAB} onClick={onMore}>
        <Ellipsis aria-hidden size={20} />
        More
      </button>
    </nav>
  );
}

const TAB =
  'flex h-13 flex-col items-center justify-center gap-0.5 text-2xs text-ink-2 aria-[current=page]:font-medium aria-[current=page]:text-accent';

function Tab({ label, icon: Icon, link }: { label: string; icon: LucideIcon; link: LinkProps }) {
  return (
    <Link {...link} activeOptions={{ includeSearch: false }} className={TAB}>
      <Icon aria-hidden size={20} />
      {label}
    </Link>
  );
}
