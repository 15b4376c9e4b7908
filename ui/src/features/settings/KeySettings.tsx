import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../../api/errors';
import { usePreferences } from '../../api/queries';
import { formatAmount } from '../../lib/numbers';
import { Button } from '../../ui/Button';
import { ErrorNote } from '../../ui/ErrorNote';
import { ProgressBar } from '../../ui/ProgressBar';
import { Prose } from '../../ui/Prose';
import { NewCodeDialog } from './NewCodeDialog';
import { RotateDialog } from './RotateDialog';
import { SettingsSection } from './SettingsSection';
import { type Ending, useKey, useRotation } from './useRotation';

const DAMAGED =
  'They are damaged on disk and stay under their old key. `dsforge doctor --deep` says which they are; a backup may still have them whole.';

/** The recovery code and the key behind it: how they are, and new ones for both. */
export function KeySettings() {
  const key = useKey();
  const rotation = useRotation();
  const { data: preferences } = usePreferences();
  const [asking, setAsking] = useState(false);
  const progress = key.data?.rotation ?? null;
  return (
    <SettingsSection
      title="Recovery code and key"
      intro="Replace them when somebody may have seen the code, or when a copy of your data and your password may be in other hands."
    >
      <div className="space-y-4">
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5 text-sm">
          <dt className="text-ink-3">Recovery code</dt>
          <dd>{preferences && describeCode(preferences.recovery_confirmed)}</dd>
          <dt className="text-ink-3">Key</dt>
          <dd>{key.data && describeKey(key.data.epoch, progress !== null)}</dd>
        </dl>
        {key.error && (
          <ErrorNote
            title="The state of your key could not be read"
            detail={describeError(key.error)}
            onRetry={() => key.refetch()}
          />
        )}
        {progress && (
          <div className="space-y-1.5">
            <ProgressBar
              label="Rows with the new key"
              value={progress.done}
              total={progress.total}
            />
            <p className="text-xs text-ink-2">
              The new key is being put in place: {progress.done} of{' '}
              {formatAmount(progress.total, 'row')}. Go on working, or close the page.
            </p>
          </div>
        )}
        <Outcome ending={rotation.ending} isRunning={progress !== null} />
        <Button icon={KeyRound} onClick={() => setAsking(true)}>
          Replace code and key
        </Button>
      </div>
      {asking && rotation.code === null && (
        <RotateDialog
          username={preferences?.username ?? ''}
          start={rotation.start}
          onClose={() => {
            setAsking(false);
            rotation.start.reset();
          }}
        />
      )}
      {rotation.code !== null && (
        <NewCodeDialog
          username={preferences?.username ?? ''}
          code={rotation.code}
          progress={progress}
          onStored={() => {
            setAsking(false);
            rotation.confirmStored();
          }}
        />
      )}
    </SettingsSection>
  );
}

/** What is to be said after a rotation that this page has followed. */
function Outcome({ ending, isRunning }: { ending: Ending | null; isRunning: boolean }) {
  if (ending === null || ending === 'running') return null;
  if (ending === 'lost') {
    if (!isRunning) return null;
    return (
      <p role="status" className="text-sm text-ink-2">
        The connection broke off, the work did not: dsforge goes on by itself.
      </p>
    );
  }
  if (!ending.finished) {
    return (
      <ErrorNote
        title="Not everything has the new key yet"
        detail={`${ending.detail ?? ''} The new code is valid already, and everything can be read. The rest goes on when you sign in the next time.`.trim()}
      />
    );
  }
  if (ending.damaged > 0) {
    return (
      <ErrorNote
        title={`${formatAmount(ending.damaged, 'row')} could not be opened`}
        detail={<Prose text={DAMAGED} />}
      />
    );
  }
  return (
    <p role="status" className="text-sm text-ok">
      Everything has the new key.
    </p>
  );
}

const describeCode = (isConfirmed: boolean) =>
  isConfirmed
    ? 'Stored, you said. It opens your data when the password is forgotten.'
    : 'You have not said that it is stored.';

function describeKey(epoch: number, isReplacing: boolean): string {
  if (epoch === 1) return 'The first one, from when you began.';
  return isReplacing
    ? `Number ${epoch}, taking over.`
    : `Number ${epoch}. The ones before are gone.`;
}
