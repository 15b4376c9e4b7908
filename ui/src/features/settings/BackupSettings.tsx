import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { describeError } from '../../api/errors';
import { ticketAddress } from '../../api/tickets';
import { startDownload } from '../../lib/download';
import { Button } from '../../ui/Button';
import { ErrorNote } from '../../ui/ErrorNote';
import { Prose } from '../../ui/Prose';
import { SettingsSection } from './SettingsSection';

const NOTES = [
  'Restore it with `dsforge restore FILE`. What was there before is put aside, not deleted.',
  'The secret file is not in it: beside the backup, it would give away what it protects. To open the backup on another computer, set `SECRET_SALT` there to the value of this one, bring a copy of its `secret.json`, or use your recovery code.',
  'A copy of `app.db` made while dsforge runs is no backup: it will most likely not open.',
];

/** The whole of what is stored, as one file to keep elsewhere. */
export function BackupSettings() {
  const download = useMutation({
    mutationFn: () => ticketAddress('/backup'),
    onSuccess: (address) => startDownload(address),
  });
  return (
    <SettingsSection
      title="Backup"
      intro="One file with everything that is stored here, encrypted as it lies on the disk."
    >
      <div className="space-y-4">
        <ul className="list-disc space-y-1.5 pl-4.5 text-sm text-ink-2 marker:text-ink-3">
          {NOTES.map((note) => (
            <li key={note}>
              <Prose text={note} />
            </li>
          ))}
        </ul>
        {download.error && (
          <ErrorNote
            title="The download did not start"
            detail={describeError(download.error)}
            onRetry={() => download.mutate()}
          />
        )}
        <Button icon={Download} busy={download.isPending} onClick={() => download.mutate()}>
          Download a backup
        </Button>
      </div>
    </SettingsSection>
  );
}
