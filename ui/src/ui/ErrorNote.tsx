import { RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './Button';

interface Props {
  /** What did not work. */
  title: string;
  /** Why, and what to do: `describeError(error)`. */
  detail: ReactNode;
  onRetry?: () => void;
  /** Further ways out, beside trying again. */
  actions?: ReactNode;
}

/** An error where it happened, with the way on. */
export function ErrorNote({ title, detail, onRetry, actions }: Props) {
  return (
    <div role="alert" className="rounded-lg bg-bad-soft p-3.5 ring-1 ring-bad/20">
      <p className="text-sm font-medium text-bad">{title}</p>
      <div className="mt-1 text-sm text-ink-2">{detail}</div>
      {(onRetry || actions) && (
        <div className="mt-3 flex flex-wrap gap-2">
          {onRetry && (
            <Button size="sm" icon={RotateCcw} onClick={onRetry}>
              Try again
            </Button>
          )}
          {actions}
        </div>
      )}
    </div>
  );
}
