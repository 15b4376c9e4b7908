import { useModels, usePreferences } from './queries';
import type { Schema } from './schema';

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

/** The choice where nobody chooses: the default, else what stands in; null without any model. */
export function useModelChoice(): ModelChoice | null {
  const { data: models } = useModels();
  const { data: preferences } = usePreferences();
  if (!models || !preferences) return null;
  return chooseModel(models, null, preferences.default_gen_model ?? null);
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
