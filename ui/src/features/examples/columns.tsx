import {
  createColumnHelper,
  type ReactTable,
  rowSelectionFeature,
  tableFeatures,
} from '@tanstack/react-table';
import { Hash, type LucideIcon, MessageSquareText, Type, Wrench } from 'lucide-react';
import { Chip } from '../../ui/Chip';
import type { Example } from './queries';
import type { ExampleEdit } from './useExampleEdits';

/** A row of the table: what is saved, and what is not yet. */
export interface ListedExample {
  example: Example;
  edit: ExampleEdit | undefined;
}

export const features = tableFeatures({ rowSelectionFeature });
export type ExamplesTable = ReactTable<typeof features, ListedExample>;
const helper = createColumnHelper<typeof features, ListedExample>();

/** Width of a column as a grid track. */
const TRACKS = {
  id: '64px',
  text: 'minmax(128px, 1.2fr)',
  short: 'minmax(96px, 0.6fr)',
  output: 'minmax(200px, 1.7fr)',
  tools: '80px',
};
const COMPACT_TRACKS = ['minmax(0, 1fr)', 'minmax(0, 1fr)'];
const CHECKBOX = '44px';
/** In characters. */
const SHORT = 18;

/**
 * The columns: one for each slot, else one for the prompt, then the answer and its calls. Compact
 * means there is room for two.
 */
export function columnsFor(slotNames: readonly string[], compact: boolean) {
  const texts = slotNames.length > 0 ? slotNames.map(slotColumn) : [promptColumn];
  if (compact) return helper.columns([...texts.slice(0, 1), outputColumn]);
  return helper.columns([idColumn, ...texts, outputColumn, toolsColumn]);
}

/**
 * The tracks of the grid in which head and rows lie, checkbox first. A slot whose values are short in
 * all of `first`, the first rows, gets less room.
 */
export function tracksFor(
  slotNames: readonly string[],
  compact: boolean,
  first: readonly Example[],
): string {
  const isShort = (name: string) =>
    first.length > 0 && first.every(({ slots }) => (slots[name] ?? '').length <= SHORT);
  const slots = slotNames.map((name) => (isShort(name) ? TRACKS.short : TRACKS.text));
  const texts = slots.length > 0 ? slots : [TRACKS.text];
  const wide = [TRACKS.id, ...texts, TRACKS.output, TRACKS.tools];
  return [CHECKBOX, ...(compact ? COMPACT_TRACKS : wide)].join(' ');
}

const idColumn = helper.accessor(({ example }) => example.id, {
  id: 'id',
  header: () => <Head icon={Hash} label="id" />,
  cell: ({ getValue }) => <span className="font-mono text-2xs text-ink-2">{getValue()}</span>,
});

const promptColumn = helper.accessor(({ example }) => example.variation_prompt, {
  id: 'prompt',
  header: () => <Head icon={Type} label="prompt" />,
  cell: ({ getValue }) => <Text>{getValue()}</Text>,
});

const slotColumn = (name: string) =>
  helper.accessor(({ example }) => example.slots[name] ?? '', {
    id: `slot:${name}`,
    header: () => <Head icon={Type} label={name} />,
    cell: ({ getValue }) => <Text>{getValue()}</Text>,
  });

const outputColumn = helper.accessor(({ example }) => example.output, {
  id: 'output',
  header: () => <Head icon={MessageSquareText} label="output" />,
  cell: ({ row: { original } }) => <Output {...original} />,
});

const toolsColumn = helper.accessor(({ example }) => example.tool_calls.length, {
  id: 'tools',
  header: () => <Head icon={Wrench} label="tools" />,
  cell: ({ row: { original } }) => <ToolCount calls={original.example.tool_calls} />,
});

function Head({ icon: Icon, label }: { icon: LucideIcon; label: string }) {
  return (
    <span className="flex min-w-0 items-center gap-1.5 text-xs font-medium">
      <Icon aria-hidden size={13} className="shrink-0 text-ink-3" />
      <span className="truncate">{label}</span>
    </span>
  );
}

function Text({ children }: { children: string }) {
  if (children === '') return <span className="text-ink-3">–</span>;
  return <span className="truncate">{children}</span>;
}

function Output({ example, edit }: ListedExample) {
  return (
    <>
      <span className="truncate text-ink-2">{edit?.change.output ?? example.output}</span>
      {edit && (
        <Chip tone="info" className="shrink-0">
          Unsaved
        </Chip>
      )}
      {!edit && example.edited && (
        <Chip tone="info" className="shrink-0">
          Edited
        </Chip>
      )}
    </>
  );
}

function ToolCount({ calls }: { calls: Example['tool_calls'] }) {
  if (calls.length === 0) return <span className="text-ink-3">–</span>;
  return (
    <span className="flex items-center gap-1 text-xs text-tool">
      <Wrench aria-hidden size={13} />
      {calls.length}
    </span>
  );
}
