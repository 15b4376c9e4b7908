import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowUpRight, Power } from 'lucide-react';
import { useState } from 'react';
import { client } from '../../api/client';
import { describeError, OfflineError, unwrap } from '../../api/errors';
import { usePreferences, useSavePreferences } from '../../api/queries';
import { Button } from '../../ui/Button';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { Dialog } from '../../ui/Dialog';
import { ErrorNote } from '../../ui/ErrorNote';
import { Switch } from '../../ui/Switch';
import { SettingsColumn, SettingsSection } from './SettingsSection';

export function AboutSettings() {
  const health = useQuery({
    queryKey: ['health'],
    queryFn: () => unwrap(client.GET('/health')),
  });
  return (
    <SettingsColumn>
      <SettingsSection title="dsforge">
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5 text-sm">
          <dt className="text-ink-3">Version</dt>
          <dd>{health.data?.version ?? '…'}</dd>
          <dt className="text-ink-3">Address</dt>
          <dd className="truncate font-mono text-[12.5px]">{window.location.origin}</dd>
          <dt className="text-ink-3">On disk</dt>
          <dd>Sealed with AES-256-GCM; only your password or recovery code opens it.</dd>
          <dt className="text-ink-3">API</dt>
          <dd>
            <a
              href="/api/docs"
              target="_blank"
              rel="noreferrer"
              className="inline-flex items-center gap-1 text-accent underline underline-offset-2"
            >
              Reference
              <ArrowUpRight aria-hidden size={14} />
            </a>
          </dd>
        </dl>
      </SettingsSection>
      <SettingsSection
        title="New versions"
        intro="dsforge asks nobody whether there is a newer one, unless you want it to."
      >
        <NewVersions />
      </SettingsSection>
      <SettingsSection
        title="Quit"
        intro="Ends the program, not only this page. Everything that was saved stays saved."
      >
        <QuitButton />
      </SettingsSection>
    </SettingsColumn>
  );
}

function NewVersions() {
  const cache = useQueryClient();
  const preferences = usePreferences();
  const save = useSavePreferences();
  const updates = useQuery({
    queryKey: ['updates'],
    queryFn: () => unwrap(client.GET('/updates')),
    retry: false,
  });
  if (updates.data?.can_update === false)
    return (
      <p className="text-sm text-ink-2">
        This build was made without the key that releases are signed with, so it cannot tell. You
        built it, or got it from somebody who did: ask there.
      </p>
    );
  return (
    <>
      <Switch
        checked={preferences.data?.check_updates ?? false}
        disabled={!preferences.data}
        onChange={(check_updates) =>
          save.mutate(
            { check_updates },
            { onSuccess: () => cache.invalidateQueries({ queryKey: ['updates'] }) },
          )
        }
        label="Look for new versions"
        hint="Asks GitHub a few times a day, and tells it which version this is."
      />
      {updates.error && (
        <div className="mt-3">
          <ErrorNote
            title="The releases cannot be looked up"
            detail={describeError(updates.error)}
          />
        </div>
      )}
      {updates.data?.checks && (
        <p role="status" className="mt-3 text-sm">
          {updates.data.available ? (
            <>
              dsforge {updates.data.available} is there. Run{' '}
              <code className="font-mono text-[12.5px]">dsforge self-update</code> in a terminal,
              then start dsforge again.
            </>
          ) : (
            'This is the newest version.'
          )}
        </p>
      )}
    </>
  );
}

function QuitButton() {
  const [asking, setAsking] = useState(false);
  const quit = useMutation({
    mutationFn: async () => {
      try {
        await unwrap(client.POST('/quit'));
      } catch (error) {
        // It may be gone before it has answered.
        if (!(error instanceof OfflineError)) throw error;
      }
    },
    onSettled: () => setAsking(false),
  });
  return (
    <>
      <Button icon={Power} onClick={() => setAsking(true)}>
        Quit dsforge
      </Button>
      {quit.error && (
        <div className="mt-3">
          <ErrorNote title="dsforge is still running" detail={describeError(quit.error)} />
        </div>
      )}
      <ConfirmDialog
        open={asking}
        title="Quit dsforge?"
        confirm="Quit dsforge"
        busy={quit.isPending}
        onConfirm={() => quit.mutate()}
        onClose={() => setAsking(false)}
      >
        Batches that are being written stop and go on at the next start. To come back, start dsforge
        again.
      </ConfirmDialog>
      <Dialog
        open={quit.isSuccess}
        onClose={quit.reset}
        width="narrow"
        title="dsforge has stopped"
        description="You can close this tab."
      />
    </>
  );
}
