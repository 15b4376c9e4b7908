import type { Schema } from '../../api/schema';

type Model = Schema<'ModelDetails'>;

/** What a person must know before choosing it. */
export function modelHint(model: Model): string | null {
  if (model.demo) return 'demo';
  if (model.loading) return 'loading';
  return model.local ? null : 'cloud';
}

export function modelWarning(model: Model): string | null {
  if (model.demo) return 'Demo model: built into dsforge, it writes made-up text.';
  return model.local ? null : 'Cloud model: your prompts leave this computer.';
}

/** The servers to mend, when none of them is as it should be. */
export function serversToMend({ servers }: Schema<'Models'>): Schema<'Server'>[] {
  const real = servers.filter(({ kind }) => kind !== 'demo');
  return real.some(({ state }) => state === 'ok') ? [] : real;
}

/** Whether the page says what the servers need: there is no real model, or none whose server is as it should be. */
export const needsMending = (models: Schema<'Models'>) =>
  models.models.every(({ demo }) => demo) || serversToMend(models).length > 0;
