import type { Schema } from '../../api/schema';

type Models = Schema<'Models'>;
type Model = Schema<'ModelDetails'>;

export interface ModelChoice {
  model: Model;
  /** Why it is this one, when nobody chose it. */
  note: string | null;
}

/** The model of the seed, else the default, else the one that is most likely wanted. */
export function chooseModel(
  all: Models,
  chosen: string | null,
  preferred: string | null,
): ModelChoice | null {
  const models = writers(all);
  const byName = (name: string | null) => models.find((model) => model.name === name);
  const exact = byName(chosen) ?? byName(preferred);
  if (exact !== undefined) return { model: exact, note: null };
  const [first] = [...models].sort((a, b) => rank(a) - rank(b));
  if (first === undefined) return null;
  if (preferred !== null) {
    return { model: first, note: `${preferred} isn’t available now, so ${first.name} stands in.` };
  }
  return { model: first, note: `No default model is set, so ${first.name} was picked.` };
}

/** The models that write text; some only embed it. */
export function writers({ models }: Models): Model[] {
  return models.filter(
    ({ capabilities }) => capabilities.length === 0 || capabilities.includes('completion'),
  );
}

/** A model that is loaded answers at once; one that sends data out is never picked before a local one. */
function rank(model: Model): number {
  if (model.demo) return 3;
  if (!model.local) return 2;
  return model.loaded ? 0 : 1;
}

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
export function serversToMend({ servers }: Models): Schema<'Server'>[] {
  const real = servers.filter(({ kind }) => kind !== 'demo');
  return real.some(({ state }) => state === 'ok') ? [] : real;
}
