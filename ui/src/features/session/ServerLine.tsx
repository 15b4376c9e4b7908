import { connected } from '../../api/connection';
import { useSignal } from '../../lib/useSignal';
import { classes } from '../../ui/classes';
import { useHealth } from './queries';

/** Which program this page talks to, and whether it answers. */
export function ServerLine() {
  const isConnected = useSignal(connected);
  const version = useHealth().data?.version;
  return (
    <footer className="flex flex-wrap items-center gap-x-4 gap-y-1 text-2xs text-ink-3">
      <span className="flex items-center gap-1.5">
        <span
          aria-hidden
          className={classes('size-1.5 rounded-full', isConnected ? 'bg-ok' : 'bg-bad')}
        />
        {window.location.host}
        {!isConnected && ' does not answer'}
      </span>
      {version && <span>v{version}</span>}
      <span>AES-256-GCM at rest</span>
    </footer>
  );
}
