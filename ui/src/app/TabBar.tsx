import { Link, type LinkProps, useNavigate } from '@tanstack/react-router';
import { Ellipsis, Keyboard, LogOut, type LucideIcon } from 'lucide-react';
import { Menu, MenuItem, MenuSeparator } from '../ui/Menu';
import { datasetPages, plainPages } from './navigation';
import { useDatasetId } from './useDatasetId';

interface Props {
  onLogout: () => void;
  onKeys: () => void;
}

/** The navigation at the bottom of a phone. */
export function TabBar({ onLogout, onKeys }: Props) {
  const { id } = useDatasetId();
  const navigate = useNavigate();
  return (
    <nav
      aria-label="Main"
      className="grid shrink-0 auto-cols-fr grid-flow-col border-t border-line bg-surface pb-1 md:hidden"
    >
      {id !== null && (
        <>
          <Tab {...datasetPages.generate} link={datasetPages.generate.link(id)} />
          <Tab {...datasetPages.examples} link={datasetPages.examples.link(id)} />
        </>
      )}
      <Tab {...plainPages.templates} />
      <Menu
        side="top"
        trigger={
          <button type="button" className={TAB}>
            <Ellipsis aria-hidden size={20} />
            More
          </button>
        }
      >
        {id !== null && (
          <MenuItem
            icon={datasetPages.export.icon}
            onSelect={() => void navigate(datasetPages.export.link(id))}
          >
            Export
          </MenuItem>
        )}
        <MenuItem
          icon={plainPages.datasets.icon}
          onSelect={() => void navigate(plainPages.datasets.link)}
        >
          All datasets
        </MenuItem>
        <MenuItem
          icon={plainPages.settings.icon}
          onSelect={() => void navigate(plainPages.settings.link)}
        >
          Settings
        </MenuItem>
        <MenuItem icon={Keyboard} onSelect={onKeys}>
          Keys
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={LogOut} onSelect={onLogout}>
          Lock and sign out
        </MenuItem>
      </Menu>
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
