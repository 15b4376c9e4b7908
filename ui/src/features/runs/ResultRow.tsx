import { CircleAlert, Star, ThumbsDown } from 'lucide-react';
import { useState } from 'react';
import { ariaKeys } from '../../keys/format';
import { Chip } from '../../ui/Chip';
import { classes } from '../../ui/classes';
import { IconButton } from '../../ui/IconButton';
import { Spinner } from '../../ui/Spinner';
import type { Candidate, Verdict } from './queries';

interface Props {
  candidate: Candidate;
  /** The same verdict once more takes it back. */
  onDecide: (candidate: Candidate, verdict: Verdict) => void;
}

/** An answer on a few lines; a press unfolds it. */
export function ResultRow({ candidate, onDecide }: Props) {
  const [open, setOpen] = useState(false);
  const slots = Object.values(candidate.slots).filter(Boolean).join(' · ');
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <button
        type="button"
        aria-expanded={open}
        data-item={candidate.id}
        onClick={() => setOpen(!open)}
        className="min-w-0 flex-1 text-left"
      >
        <span className="block truncate text-xs text-ink-3">
          Row {candidate.row + 1}
          {candidate.variation_index > 0 && `, variation ${candidate.variation_index + 1}`} ·{' '}
          {candidate.model}
          {slots && ` · ${slots}`}
        </span>
        <Words candidate={candidate} open={open} />
        <span className="mt-1 flex flex-wrap gap-1.5">
          {candidate.lints.map(({ rule, message }) => (
            <Chip key={rule} tone="star" icon={CircleAlert}>
              {message}
            </Chip>
          ))}
          {candidate.added_to != null && <Chip tone="ok">In a dataset</Chip>}
        </span>
      </button>
      {candidate.state === 'done' && (
        <span className="flex shrink-0 gap-1">
          <IconButton
            icon={Star}
            label={candidate.verdict === 'starred' ? 'Take the star back' : 'Star'}
            aria-pressed={candidate.verdict === 'starred'}
            className={classes(candidate.verdict === 'starred' && 'text-star [&>svg]:fill-current')}
            aria-keyshortcuts={ariaKeys('runs.star')}
            onClick={() => onDecide(candidate, 'starred')}
          />
          <IconButton
            icon={ThumbsDown}
            label={candidate.verdict === 'rejected' ? 'Take the rejection back' : 'Reject'}
            aria-pressed={candidate.verdict === 'rejected'}
            className={classes(candidate.verdict === 'rejected' && 'text-bad')}
            aria-keyshortcuts={ariaKeys('runs.reject')}
            onClick={() => onDecide(candidate, 'rejected')}
          />
        </span>
      )}
    </li>
  );
}

function Words({ candidate, open }: { candidate: Candidate; open: boolean }) {
  if (candidate.error != null) {
    return <span className="mt-0.5 block text-sm text-bad">{candidate.error.message}</span>;
  }
  if (candidate.state === 'writing') {
    return (
      <span className="mt-0.5 flex items-center gap-1.5 text-sm text-ink-3">
        <Spinner /> Writing
      </span>
    );
  }
  if (candidate.state === 'waiting') {
    return <span className="mt-0.5 block text-sm text-ink-3">Waiting</span>;
  }
  const calls = (candidate.edited_tool_calls ?? candidate.tool_calls).map(
    ({ name, arguments: args }) => `${name}(${JSON.stringify(args)})`,
  );
  const text = [candidate.edited_output ?? candidate.output, ...calls].filter(Boolean).join('\n');
  return (
    <span
      className={classes(
        'mt-0.5 block text-sm break-words whitespace-pre-wrap',
        !open && 'line-clamp-2',
      )}
    >
      {text || 'Empty answer'}
    </span>
  );
}
