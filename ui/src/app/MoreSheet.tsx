import { Link, type LinkProps } from '@tanstack/react-router';
import { Keyboard, LogOut, type LucideIcon } from 'lucide-react';
import { Dialog } from '../ui/Dialog';
import { datasetPages, plainPages } from './navigation';

interface Props {
  dataset: number | null;
  onClose: () => void;
  onKeys: () => void;
  onLogout: () => void;
}

/** What has no place in the bottom bar of a phone. */
export function MoreSheet({ dataset, onClose, onKeys, onLogout }: Props) {
  const { export: exporting } = datasetPages;
  const { runs, datasets, settings } = plainPages;
  return (
    <Dialog open onClose={onClose} title="More">
      <nav aria-label="More" className="-mx-2 flex flex-col">
        {dataset !== null && (
          <SheetLink {...exporting} link={exporting.link(dataset)} onClick={onClose} />
        )}
        <SheetLink {...runs} onClick={onClose} />
        <SheetLink {...datasets} onClick={onClose} />
        <SheetLink {...settings} onClick={onClose} />
        <button type="button" className={ROW} onClick={onKeys}>
          <Keyboard aria-hidden size={18} className="text-ink-3" />
          Keys
        </button>
        <button type="button" className={ROW} onClick={onLogout}>
          <LogOut aria-hidden size={18} className="text-ink-3" />
          Lock and sign out
        </button>
      </nav>
    </Dialog>
  );
}

const ROW = 'flex h-11 items-center gap-3 rounded-lg px-2 text-left text-base hover:bg-sunken';

interface SheetLinkProps {
  label: string;
  icon: LucideIcon;
  link: LinkProps;
  onClick: () => void;
}

function SheetLink({ label, icon: Icon, link, onClick }: SheetLinkProps) {
  return (
    <Link {...link} onClick={onClick} className={ROW}>
      <Icon aria-hidden size={18} className="text-ink-3" />
      {label}
    </Link>
  );
}
