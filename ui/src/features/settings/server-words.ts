import {
  CircleAlert,
  CircleCheck,
  KeyRound,
  LoaderCircle,
  type LucideIcon,
  TriangleAlert,
} from 'lucide-react';
import type { Schema } from '../../api/schema';

export const KINDS: Record<Schema<'Server'>['kind'], string> = {
  ollama: 'Ollama',
  openai: 'OpenAI-compatible',
  demo: 'Built-in demo',
};

interface StateWords {
  tone: 'ok' | 'star' | 'bad' | 'info';
  icon: LucideIcon;
  word: string;
}

/** How a server is, in two words; what to do about it comes from the server. */
export const STATES: Record<Schema<'Server'>['state'], StateWords> = {
  ok: { tone: 'ok', icon: CircleCheck, word: 'Connected' },
  no_models: { tone: 'star', icon: TriangleAlert, word: 'No models' },
  loading: { tone: 'info', icon: LoaderCircle, word: 'Loading' },
  unauthorized: { tone: 'bad', icon: KeyRound, word: 'Key refused' },
  too_old: { tone: 'star', icon: TriangleAlert, word: 'Too old' },
  unusable: { tone: 'bad', icon: CircleAlert, word: 'No model server' },
  unreachable: { tone: 'bad', icon: CircleAlert, word: 'Not reachable' },
};

/** What came of trying a server, in a sentence. */
export function describeTest({ state, message, models, seconds }: Schema<'ProviderTest'>): string {
  const time = seconds < 0.1 ? 'at once' : `within ${seconds.toFixed(1)} s`;
  if (state !== 'ok') return message ?? `${STATES[state].word}.`;
  return `It answers ${time} and has ${models.length === 1 ? 'one model' : `${models.length} models`}.`;
}
