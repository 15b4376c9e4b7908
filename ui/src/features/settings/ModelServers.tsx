import {
  CircleAlert,
  CircleCheck,
  FlaskConical,
  type LucideIcon,
  TriangleAlert,
} from 'lucide-react';
import type { Schema } from '../../api/schema';
import { formatAmount } from '../../lib/numbers';
import { Chip } from '../../ui/Chip';
import { Prose } from '../../ui/Prose';

type Server = Schema<'Server'>;

const NAMES = { ollama: 'Ollama', demo: 'Built-in demo' };

const STATES: Record<
  Server['state'],
  { tone: 'ok' | 'star' | 'bad'; icon: LucideIcon; word: string; advice: string | null }
> = {
  ok: { tone: 'ok', icon: CircleCheck, word: 'Connected', advice: null },
  no_models: {
    tone: 'star',
    icon: TriangleAlert,
    word: 'No models',
    advice: 'Get one in a terminal with `ollama pull gemma3:4b`.',
  },
  unreachable: {
    tone: 'bad',
    icon: CircleAlert,
    word: 'Not reachable',
    advice:
      'Start it with `ollama serve`. If it runs elsewhere, set `OLLAMA_HOST` and start dsforge again.',
  },
  too_old: {
    tone: 'star',
    icon: TriangleAlert,
    word: 'Too old',
    advice: 'Install the current version and start it again.',
  },
};

/** Each server, how it is, and what to do when it is not well. */
export function ModelServers({ servers, models }: Schema<'Models'>) {
  if (servers.length === 0) {
    return <p className="text-sm text-ink-2">No model server is set up.</p>;
  }
  return (
    <ul className="divide-y divide-line">
      {servers.map((server) => (
        <ServerRow
          key={server.name}
          server={server}
          models={models.filter((model) => model.server === server.name).length}
        />
      ))}
    </ul>
  );
}

function ServerRow({ server, models }: { server: Server; models: number }) {
  const { tone, icon, word, advice } = STATES[server.state];
  const todo = server.message ?? advice;
  return (
    <li className="py-3 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="text-sm font-medium">{NAMES[server.kind]}</span>
        {server.kind === 'demo' ? (
          <Chip icon={FlaskConical}>Demo</Chip>
        ) : (
          <Chip tone={tone} icon={icon}>
            {word}
          </Chip>
        )}
        <span className="ml-auto text-xs text-ink-3">{formatAmount(models, 'model')}</span>
      </div>
      <p className="mt-1 truncate text-xs text-ink-3">
        {server.address ? (
          <>
            <span className="font-mono">{server.address}</span>
            {server.version && ` · version ${server.version}`}
          </>
        ) : (
          'Part of dsforge. For trying it out without a model server.'
        )}
      </p>
      {server.state !== 'ok' && todo && (
        <p className="mt-1.5 text-sm text-ink-2">
          <Prose text={todo} />
        </p>
      )}
    </li>
  );
}
