import type { Schema } from '../../api/schema';

type Model = Schema<'ModelDetails'>;

/** What a person must know before choosing it. */
export function modelHint(model: Model): string | null {
  if (model.demo) return 'demo';
  return model.local ? null : 'cloud';
}

export function modelWarning(model: Model): string | null {
  if (model.demo) return 'Demo model: built into dsforge, it writes made-up text.';
  return model.local ? null : 'Cloud model: your prompts leave this computer.';
}

/** The servers to mend, when none of them has a model to offer. */
export function serversToMend({ servers }: Schema<'Models'>): Schema<'Server'>[] {
  const real = servers.filter(({ kind }) => kind !== 'demo');
  return real.some(({ state }) => state === 'ok') ? [] : real;
}
