import {
  ArrowDown,
  ArrowUp,
  Ellipsis,
  Pencil,
  TextCursorInput,
  Trash2,
  TriangleAlert,
} from 'lucide-react';
import { classes } from '../../ui/classes';
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu';
import type { SlotDetail } from './template-draft';

interface Props {
  slot: string;
  detail: SlotDetail;
  isUsed: boolean;
  onDescribe: (change: Partial<SlotDetail>) => void;
  onEdit: () => void;
  onInsert: () => void;
  onRemove: () => void;
  onUp?: () => void;
  onDown?: () => void;
}

const CELL =
  'h-8 w-full truncate rounded-md bg-transparent px-2.5 placeholder:text-ink-3 hover:bg-sunken focus:bg-sunken focus-visible:-outline-offset-2';

export function SlotRow(props: Props) {
  const { slot, isUsed, onDescribe } = props;
  const { description, default: fallback } = props.detail;
  return (
    <tr className={classes('h-[34px]', !isUsed && 'bg-star-soft')}>
      <th scope="row" className="max-w-28 truncate pl-3 text-left font-normal">
        <span className={classes('font-mono text-xs', isUsed ? 'text-accent' : 'text-ink-2')}>
          {slot}
        </span>
      </th>
      {isUsed ? (
        <>
          <td className="max-md:w-full max-md:max-w-0">
            <input
              aria-label={`Description of ${slot}`}
              placeholder="What belongs here"
              value={description}
              onChange={(event) => onDescribe({ description: event.target.value })}
              className={CELL}
            />
          </td>
          <td className="max-md:hidden">
            <input
              aria-label={`Default of ${slot}`}
              placeholder="required"
              value={fallback ?? ''}
              onChange={(event) => onDescribe({ default: event.target.value || null })}
              className={`${CELL} text-ink-2`}
            />
          </td>
          <td className="max-md:hidden">
            <Samples {...props} />
          </td>
        </>
      ) : (
        <UnusedCells {...props} />
      )}
      <td className="w-12 text-center">
        <RowMenu {...props} />
      </td>
    </tr>
  );
}

function Samples({ slot, detail, onEdit }: Props) {
  const { samples } = detail;
  return (
    <button
      type="button"
      onClick={onEdit}
      className="flex h-8 w-full items-center gap-1.5 relative rounded-md px-2.5 text-left text-ink-3 hover:bg-sunken focus-visible:-outline-offset-2"
    >
      <span className="sr-only">Samples of {slot}: </span>
      {samples.length === 0 ? (
        'Add samples'
      ) : (
        <>
          <span className="rounded bg-sunken px-1 text-2xs text-ink-2 ring-1 ring-line">
            {samples.length}
          </span>
          <span className="truncate">{samples.join(' · ')}</span>
        </>
      )}
    </button>
  );
}

function UnusedCells({ onInsert, onRemove }: Props) {
  const link = 'font-medium text-ink underline decoration-line-strong underline-offset-2';
  return (
    <>
      <td colSpan={3} className="px-2.5 max-md:hidden">
        <span className="flex items-center gap-1.5 text-xs text-ink-2">
          <TriangleAlert aria-hidden size={14} className="shrink-0 text-star" />
          Not in either prompt.
          <button type="button" onClick={onInsert} className={link}>
            Insert
          </button>
          <span>or</span>
          <button type="button" onClick={onRemove} className={link}>
            remove
          </button>
        </span>
      </td>
      <td className="px-2.5 text-xs text-ink-2 md:hidden">
        <span className="flex items-center gap-1.5">
          <TriangleAlert aria-hidden size={14} className="shrink-0 text-star" />
          Not in either prompt
        </span>
      </td>
    </>
  );
}

function RowMenu({ slot, isUsed, onEdit, onInsert, onRemove, onUp, onDown }: Props) {
  return (
    <Menu
      trigger={
        <button type="button" aria-label={`More for ${slot}`} className="icon-btn size-7">
          <Ellipsis aria-hidden size={16} />
        </button>
      }
    >
      <MenuItem icon={Pencil} onSelect={onEdit}>
        Edit and rename
      </MenuItem>
      <MenuItem icon={TextCursorInput} onSelect={onInsert}>
        Insert in the prompt
      </MenuItem>
      <MenuItem icon={ArrowUp} disabled={!onUp} onSelect={() => onUp?.()}>
        Move up
      </MenuItem>
      <MenuItem icon={ArrowDown} disabled={!onDown} onSelect={() => onDown?.()}>
        Move down
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={Trash2} danger onSelect={onRemove}>
        {isUsed ? 'Remove, also from the prompts' : 'Remove'}
      </MenuItem>
    </Menu>
  );
}
