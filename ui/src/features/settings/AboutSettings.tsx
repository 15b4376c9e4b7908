import { useMutation, useQuery } from '@tanstack/react-query';
import { ArrowUpRight, Power } from 'lucide-react';
import { useState } from 'react';
import { client } from '../../api/client';
import { describeError, OfflineError, unwrap } from '../../api/errors';
import { Button } from '../../ui/Button';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { Dialog } from '../../ui/Dialog';
import { ErrorNote } from '../../ui/ErrorNote';
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
        title="Quit"
        intro="Ends the program, not only this page. Everything that was saved stays saved."
      >
        <QuitButton />
      </SettingsSection>
    </SettingsColumn>
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
