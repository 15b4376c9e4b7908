import { Link, useNavigate } from '@tanstack/react-router';
import {
  Archive,
  ArchiveRestore,
  Database,
  Ellipsis,
  FileUp,
  PencilLine,
  Trash2,
} from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../../api/errors';
import type { Schema } from '../../api/schema';
import { formatAmount } from '../../lib/numbers';
import { formatDay } from '../../lib/times';
import { Button } from '../../ui/Button';
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu';
import { toast } from '../../ui/toast';
import { DeleteDatasetDialog } from './DeleteDatasetDialog';
import { useArchiveDataset } from './queries';
import { RenameDatasetDialog } from './RenameDatasetDialog';

type Dataset = Schema<'Dataset'>;

/** One dataset of the list, with what can be done to it. */
export function DatasetRow({ dataset }: { dataset: Dataset }) {
  const { id, name, count, archived, updated_at } = dataset;
  return (
    <li className="relative flex items-center gap-3 px-4 py-3 hover:bg-sunken/60">
      <span
        aria-hidden
        className={`grid size-8 shrink-0 place-items-center rounded-lg ${archived ? 'bg-sunken text-ink-3' : 'bg-accent-soft text-accent'}`}
      >
        {archived ? <Archive size={16} /> : <Database size={16} />}
      </span>
      <div className="min-w-0 flex-1">
        <Link
          to={count === 0 && !archived ? '/d/$dataset/generate' : '/d/$dataset/examples'}
          params={{ dataset: id }}
          // The whole row leads there; the menu lies above it.
          className="block truncate text-base font-medium after:absolute after:inset-0"
        >
          {name}
        </Link>
        <p className="text-xs text-ink-3">
          {count === 0 ? 'No examples yet' : formatAmount(count, 'example')}
          {' · '}
          <span className="max-sm:hidden">last change </span>
          <time dateTime={updated_at}>{formatDay(updated_at)}</time>
        </p>
      </div>
      <div className="relative flex gap-1">
        {archived ? <ArchivedActions dataset={dataset} /> : <ActiveActions dataset={dataset} />}
      </div>
    </li>
  );
}

function ActiveActions({ dataset }: { dataset: Dataset }) {
  const [renaming, setRenaming] = useState(false);
  const navigate = useNavigate();
  const archive = useArchive();
  return (
    <>
      <Menu
        trigger={
          <button type="button" aria-label={`More for ${dataset.name}`} className="icon-btn">
            <Ellipsis aria-hidden size={16} />
          </button>
        }
      >
        <MenuItem icon={PencilLine} onSelect={() => setRenaming(true)}>
          Rename
        </MenuItem>
        <MenuItem
          icon={FileUp}
          onSelect={() => navigate({ to: '/d/$dataset/import', params: { dataset: dataset.id } })}
        >
          Import a file
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={Archive} onSelect={() => archive(dataset)}>
          Archive
        </MenuItem>
      </Menu>
      {renaming && <RenameDatasetDialog dataset={dataset} onClose={() => setRenaming(false)} />}
    </>
  );
}

function ArchivedActions({ dataset }: { dataset: Dataset }) {
  const [deleting, setDeleting] = useState(false);
  const archive = useArchive();
  return (
    <>
      <Button size="sm" icon={ArchiveRestore} onClick={() => archive(dataset)}>
        <span className="max-sm:sr-only">Unarchive</span>
      </Button>
      <button
        type="button"
        aria-label={`Delete ${dataset.name} for good`}
        className="icon-btn hover:text-bad"
        onClick={() => setDeleting(true)}
      >
        <Trash2 aria-hidden size={16} />
      </button>
      {deleting && <DeleteDatasetDialog dataset={dataset} onClose={() => setDeleting(false)} />}
    </>
  );
}

/** Archives an active dataset and brings an archived one back; either can be undone. */
function useArchive() {
  const { mutateAsync } = useArchiveDataset();
  return async ({ id, name, archived }: Dataset) => {
    const move = (to: boolean) => mutateAsync({ id, archived: to });
    const fail = (error: unknown) => toast.error(`${name} was not moved`, describeError(error));
    try {
      await move(!archived);
      toast.undo({
        text: archived ? `${name} is back.` : `${name} is archived.`,
        onUndo: () => move(archived).catch(fail),
      });
    } catch (error) {
      fail(error);
    }
  };
}
