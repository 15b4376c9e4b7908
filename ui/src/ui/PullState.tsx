import { formatBytes } from '../lib/numbers';
import { Button } from './Button';
import { ErrorNote } from './ErrorNote';
import { ProgressBar } from './ProgressBar';
import { Prose } from './Prose';

interface Props {
  model: string;
  state: 'running' | 'done' | 'failed';
  /** What the server is doing, in its own words. */
  status: string;
  /** Bytes of the part that it is getting. */
  total: number | null;
  completed: number;
  /** Why it failed, and what to do. */
  detail: string | null;
  stop: () => void;
  onRetry: () => void;
  onClose: () => void;
}

/** How far a model server is with getting a model, and what became of it. */
export function PullState(props: Props) {
  const { model, state, status, total, completed, detail, stop, onRetry, onClose } = props;
  if (state === 'failed') {
    return (
      <ErrorNote
        title={`${model} could not be got`}
        detail={detail && <Prose text={detail} />}
        onRetry={onRetry}
        actions={
          <Button size="sm" variant="ghost" onClick={onClose}>
            Close
          </Button>
        }
      />
    );
  }
  if (state === 'done') {
    return (
      <p role="status" className="flex items-center gap-2 text-sm text-ok">
        {model} is there.
        <Button size="sm" variant="ghost" onClick={onClose}>
          Close
        </Button>
      </p>
    );
  }
  const amount = total === null ? status : `${formatBytes(completed)} of ${formatBytes(total)}`;
  return (
    <div className="max-w-120 space-y-1.5">
      <div className="flex items-center justify-between gap-3 text-sm">
        <span className="min-w-0 truncate">Getting {model}</span>
        <Button size="sm" onClick={stop}>
          Cancel
        </Button>
      </div>
      <ProgressBar label={`Getting ${model}`} value={completed} total={total ?? 1} />
      <p className="text-xs text-ink-2">
        {amount}. Keep this tab open; after a cancel it goes on from here.
      </p>
    </div>
  );
}
