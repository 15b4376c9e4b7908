import { Link } from '@tanstack/react-router';
import { useModels } from '../api/queries';
import type { Schema } from '../api/schema';
import { formatAmount } from '../lib/numbers';
import { classes } from '../ui/classes';
import { paths } from './paths';

/** Whether the model servers answer, in one line that leads to the settings. */
export function ModelStatus() {
  const { data } = useModels();
  if (data === undefined) return null;
  const { dot, text } = describeServers(data.servers);
  return (
    <Link
      {...paths.settings}
      search={{ tab: 'models' }}
      className="flex h-7 items-center gap-2 rounded-md px-1 text-xs text-ink-2"
    >
      <span aria-hidden className={classes('size-2 shrink-0 rounded-full', dot)} />
      <span className="min-w-0 flex-1 truncate">{text}</span>
      <span className="text-ink-3">{formatAmount(data.models.length, 'model')}</span>
    </Link>
  );
}

const STATES: Record<Schema<'Server'>['state'], { dot: string; text: string }> = {
  ok: { dot: 'bg-ok', text: 'connected' },
  no_models: { dot: 'bg-star', text: 'has no models' },
  unreachable: { dot: 'bg-bad', text: 'unreachable' },
  loading: { dot: 'bg-star', text: 'is loading' },
  unauthorized: { dot: 'bg-bad', text: 'refuses its key' },
  unusable: { dot: 'bg-bad', text: 'is no model server' },
  too_old: { dot: 'bg-star', text: 'is too old' },
};

/** One server is named; of several it counts those that answer. */
export function describeServers(servers: Schema<'Server'>[]): { dot: string; text: string } {
  const real = servers.filter(({ kind }) => kind !== 'demo');
  const [first = servers[0]] = real;
  if (first === undefined) return { dot: 'bg-bad', text: 'No model server' };
  if (real.length > 1) {
    const ok = real.filter(({ state }) => state === 'ok').length;
    const dot = ok === real.length ? 'bg-ok' : 'bg-star';
    return { dot, text: `${ok} of ${real.length} servers` };
  }
  const { dot, text } = STATES[first.state];
  return { dot, text: `${nameOf(first)} ${text}` };
}

/** A server that nobody named is called what it is. */
function nameOf({ name, kind }: Schema<'Server'>): string {
  if (kind === 'demo') return 'Demo';
  return kind === 'ollama' && name === 'ollama' ? 'Ollama' : name;
}
