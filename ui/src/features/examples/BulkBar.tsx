import { Link } from '@tanstack/react-router';
import { FileOutput, RotateCcw, Trash2, X } from 'lucide-react';
import { ariaKeys, keySigns } from '../../keys/format';
import { formatCount } from '../../lib/numbers';
import { Button } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { Kbd } from '../../ui/Kbd';
import { dock } from '../../ui/toast';

interface Props {
  count: number;
  dataset: number;
  /** The selected ids for the export's address; undefined means the whole dataset. */
  ids: string | undefined;
  isDeleting: boolean;
  isStarting: boolean;
  onRegenerate: () => void;
  onDelete: () => void;
  onClose: () => void;
}

/** What can be done with the selected rows. */
export function BulkBar(props: Props) {
  const { count, dataset, ids, isDeleting, isStarting, onRegenerate, onDelete, onClose } = props;
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-4 z-30 flex justify-center px-3">
      <div
        ref={dock}
        role="toolbar"
        aria-label="Selection"
        className="pointer-events-auto flex items-center gap-1 rounded-xl border border-line bg-surface p-1.5 pl-3.5 shadow-2"
      >
        <span aria-live="polite" className="mr-2 text-sm whitespace-nowrap">
          <span className="font-medium">{formatCount(count)}</span> selected
        </span>
        <Button
          size="sm"
          variant="ghost"
          icon={RotateCcw}
          busy={isStarting}
          onClick={onRegenerate}
          aria-keyshortcuts={ariaKeys('table.regenerate')}
          className={NARROW}
        >
          <span className={WORD}>Regenerate</span>
          <span className="max-md:hidden">
            <Kbd keys={keySigns('table.regenerate')} />
          </span>
        </Button>
        <Link
          to="/d/$dataset/export"
          params={{ dataset }}
          search={ids === undefined ? {} : { ids }}
          className={`btn-ghost h-8 px-2.5 ${NARROW}`}
        >
          <FileOutput aria-hidden size={16} />
          <span className={WORD}>Export</span>
        </Link>
        <Button
          size="sm"
          variant="ghost"
          icon={Trash2}
          busy={isDeleting}
          onClick={onDelete}
          aria-keyshortcuts={ariaKeys('table.delete')}
          className={`text-bad hover:text-bad ${NARROW}`}
        >
          <span className={WORD}>Delete</span>
          <span className="max-md:hidden">
            <Kbd keys={keySigns('table.delete')} />
          </span>
        </Button>
        <span aria-hidden className="mx-1 h-5 w-px bg-line" />
        <IconButton icon={X} label="Clear the selection" onClick={onClose} />
      </div>
    </div>
  );
}

const NARROW = 'max-md:size-9 max-md:px-0';
const WORD = 'max-md:sr-only';
