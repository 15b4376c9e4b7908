import { Clock } from 'lucide-react';
import { ErrorNote } from '../../ui/ErrorNote';
import type { Refusal } from './useSignIn';

interface Props {
  refusal: Refusal;
  /** Seconds until the next try. */
  wait: number;
  onRetry: () => void;
}

/** Why the door stays shut, when it is not the secret. */
export function DoorNotes({ refusal, wait, onRetry }: Props) {
  if (wait > 0) {
    return (
      <p className="flex gap-1.5 text-xs text-bad">
        <Clock aria-hidden size={14} className="mt-0.5 shrink-0" />
        <span>
          <span role="alert">Too many tries. The button comes back by itself</span>
          {` in ${wait} s.`}
        </span>
      </p>
    );
  }
  if (refusal.offline) {
    return (
      <ErrorNote
        title="dsforge isn’t running"
        detail="Start it again, then try once more. What you typed stays here."
        onRetry={onRetry}
      />
    );
  }
  if (refusal.other === null) return null;
  return <ErrorNote title="That did not work" detail={refusal.other} />;
}
