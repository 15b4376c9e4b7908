import { useEffect, useState } from 'react';
import type { Schema } from '../../api/schema';
import { formatAmount } from '../../lib/numbers';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { ProgressBar } from '../../ui/ProgressBar';
import { RecoveryCodeCard } from '../../ui/RecoveryCodeCard';
import { StoredCheck } from '../../ui/StoredCheck';

interface Props {
  username: string;
  code: string;
  progress: Schema<'RotationProgress'> | null;
  onStored: () => void;
}

/** Shows the new code, this once. There is no way past it but the word that it is stored. */
export function NewCodeDialog({ username, code, progress, onStored }: Props) {
  const [stored, setStored] = useState(false);
  useEffect(() => {
    const hold = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', hold);
    return () => window.removeEventListener('beforeunload', hold);
  }, []);
  return (
    <Dialog
      open
      locked
      onClose={onStored}
      title="Keep this recovery code"
      description="You see it this once, and the one before opens nothing any more. Print it or put it into a password manager, somewhere your data is not."
      footer={
        <Button variant="primary" disabled={!stored} onClick={onStored}>
          Done
        </Button>
      }
    >
      <div className="space-y-4">
        <RecoveryCodeCard username={username} code={code} />
        {progress && (
          <div className="space-y-1.5">
            <ProgressBar
              label="Rows with the new key"
              value={progress.done}
              total={progress.total}
            />
            <p className="text-xs text-ink-2">
              {progress.done} of {formatAmount(progress.total, 'row')} have the new key. You need
              not wait for the others.
            </p>
          </div>
        )}
        <StoredCheck checked={stored} onChange={setStored} />
      </div>
    </Dialog>
  );
}
