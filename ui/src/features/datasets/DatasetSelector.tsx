import { ChevronsUpDown, Database, Plus } from 'lucide-react';
import { useState } from 'react';
import { useDatasets } from '../../api/queries';
import type { Schema } from '../../api/schema';
import { formatAmount, formatCount } from '../../lib/numbers';
import { Popover } from '../../ui/Popover';
import { SearchField } from '../../ui/SearchField';
import { NewDatasetDialog } from './NewDatasetDialog';

interface Props {
  current: number | null;
  onSelect: (id: number) => void;
  /** One line only, for the top bar of a phone. */
  compact?: boolean;
}

/** Shows the open dataset and switches to another one. */
export function DatasetSelector({ current, onSelect, compact = false }: Props) {
  const [open, setOpen] = useState(false);
  const [creating, setCreating] = useState(false);
  const { data: datasets } = useDatasets();
  const dataset = datasets?.find(({ id }) => id === current);
  const select = (id: number) => {
    setOpen(false);
    setCreating(false);
    onSelect(id);
  };
  const Trigger = compact ? CompactTrigger : WideTrigger;
  return (
    <>
      <Popover
        label="Datasets"
        open={open}
        onOpenChange={setOpen}
        align={compact ? 'end' : 'start'}
        className="w-72 p-1.5"
        trigger={
          <button
            type="button"
            className={
              compact
                ? 'btn-quiet px-2.5'
                : 'flex w-full items-center gap-2.5 rounded-lg border border-line bg-surface px-2.5 py-2 text-left shadow-1 hover:border-line-strong'
            }
          >
            <span className="sr-only">Dataset: </span>
            <Trigger dataset={dataset} />
          </button>
        }
      >
        <DatasetList
          datasets={datasets ?? []}
          current={current}
          onSelect={select}
          onCreate={() => {
            setOpen(false);
            setCreating(true);
          }}
        />
      </Popover>
      {creating && <NewDatasetDialog onClose={() => setCreating(false)} onCreated={select} />}
    </>
  );
}

interface TriggerProps {
  dataset: Schema<'Dataset'> | undefined;
}

function WideTrigger({ dataset }: TriggerProps) {
  return (
    <>
      <span className="grid size-7 shrink-0 place-items-center rounded-md bg-accent-soft text-accent">
        <Database aria-hidden size={14} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate text-sm font-medium">
          {dataset?.name ?? 'Choose a dataset'}
        </span>
        {dataset && (
          <span className="block text-2xs text-ink-3">
            {formatAmount(dataset.count, 'example')}
          </span>
        )}
      </span>
      <ChevronsUpDown aria-hidden size={14} className="shrink-0 text-ink-3" />
    </>
  );
}

function CompactTrigger({ dataset }: TriggerProps) {
  return (
    <>
      <Database aria-hidden size={14} className="text-accent" />
      <span className="max-w-24 truncate text-xs">{dataset?.name ?? 'Dataset'}</span>
    </>
  );
}

interface ListProps {
  datasets: Schema<'Dataset'>[];
  current: number | null;
  onSelect: (id: number) => void;
  onCreate: () => void;
}

function DatasetList({ datasets, current, onSelect, onCreate }: ListProps) {
  const [words, setWords] = useState('');
  const found = datasets.filter(({ name }) => name.toLowerCase().includes(words.toLowerCase()));
  return (
    <>
      <SearchField
        label="Find a dataset"
        value={words}
        onChange={setWords}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && found[0]) onSelect(found[0].id);
        }}
      />
      <ul className="mt-1.5 max-h-72 overflow-y-auto">
        {found.map(({ id, name, count }) => (
          <li key={id}>
            <button
              type="button"
              aria-current={id === current || undefined}
              onClick={() => onSelect(id)}
              className="flex h-9 w-full items-center gap-2 rounded-md px-2 text-left text-sm hover:bg-sunken aria-[current]:font-medium aria-[current]:text-accent"
            >
              <span className="min-w-0 flex-1 truncate">{name}</span>
              <span className="text-2xs text-ink-3">{formatCount(count)}</span>
            </button>
          </li>
        ))}
        {found.length === 0 && (
          <li className="px-2 py-3 text-sm text-ink-3">No dataset has this in its name.</li>
        )}
      </ul>
      <button
        type="button"
        onClick={onCreate}
        className="mt-1 flex h-9 w-full items-center gap-2 rounded-md px-2 text-left text-sm text-ink-2 hover:bg-sunken"
      >
        <Plus aria-hidden size={16} className="text-ink-3" />
        New dataset
      </button>
    </>
  );
}
