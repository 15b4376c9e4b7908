import { Ellipsis, History, MessageSquarePlus } from 'lucide-react';
import { Menu, MenuItem } from '../../ui/Menu';

interface Props {
  /** A whole answer: a part of one cannot be compared. */
  done: boolean;
  busy: boolean;
  onContinue: () => void;
  onReplay: () => void;
}

/** What is done to an answer now and then. */
export function MoreMenu({ done, busy, onContinue, onReplay }: Props) {
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label="More for this answer"
          title="More"
          className="grid h-8 w-6 place-items-center rounded-md text-ink-3 hover:bg-sunken hover:text-ink"
        >
          <Ellipsis aria-hidden size={15} />
        </button>
      }
    >
      <MenuItem icon={MessageSquarePlus} disabled={busy} onSelect={onContinue}>
        Continue the conversation
      </MenuItem>
      <MenuItem icon={History} disabled={!done} onSelect={onReplay}>
        Replay and compare
      </MenuItem>
    </Menu>
  );
}
