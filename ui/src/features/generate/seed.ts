import type { Schema } from '../../api/schema';

/** What a batch grows from, kept as a draft. */
export interface Seed {
  template_id: number | null;
  /** By slot name, shared by all templates: the same slot keeps its value. */
  values: Record<string, string>;
  count: number;
  /** Chosen by hand; null follows the default. */
  model: string | null;
  /** Whether answers have to call a tool, chosen by hand; null follows the template. */
  calls: string | null;
}

export const BATCH = { min: 1, max: 20, usual: 3 };

const LONG = 60;

/** Reads a draft, whatever an older page may have kept. */
export function parseSeed(raw: unknown): Seed {
  const kept = (typeof raw === 'object' && raw !== null ? raw : {}) as Partial<Seed>;
  return {
    template_id: typeof kept.template_id === 'number' ? kept.template_id : null,
    values: typeof kept.values === 'object' && kept.values !== null ? kept.values : {},
    count: typeof kept.count === 'number' ? kept.count : BATCH.usual,
    model: typeof kept.model === 'string' ? kept.model : null,
    calls: typeof kept.calls === 'string' ? kept.calls : null,
  };
}

export interface Slot {
  name: string;
  value: string;
  /** Nobody wrote the value: it is the default or a sample. */
  isOffer: boolean;
  description: string;
  /** The default and the samples, each once. */
  offers: string[];
  /** Wants a box of several lines. */
  long: boolean;
  required: boolean;
}

/** The fields of a template with what the seed holds for them. */
export function slotsOf(template: Schema<'Template'>, values: Seed['values']): Slot[] {
  return template.slots.map((name, index) => {
    const detail = template.slot_details[name];
    const offers = [...new Set([detail?.default, ...(detail?.samples ?? [])])].flatMap(
      (offer) => offer || [],
    );
    return {
      name,
      // Untouched it shows what belongs there, so that a new template can be tried at once.
      value: values[name] ?? offers[0] ?? '',
      isOffer: values[name] === undefined,
      description: detail?.description ?? '',
      offers,
      long: index === 0 || offers.some((offer) => offer.length > LONG || offer.includes('\n')),
      required: !template.unused_slots.includes(name),
    };
  });
}

export function missingSlots(slots: readonly Slot[]): string[] {
  return slots.filter(({ required, value }) => required && value.trim() === '').map((s) => s.name);
}

/** The tools of a template that offers them. */
export function toolsOf(template: Schema<'Template'>): string[] {
  if (!template.is_tool_calling_template) return [];
  return template.tool_definitions.map(({ function: { name } }) => name);
}

/** The choice made by hand where the template allows it, else the template's own. */
export function toolChoiceOf(template: Schema<'Template'>, calls: string | null): string {
  const possible = ['auto', 'required', 'none', ...toolsOf(template)];
  return calls !== null && possible.includes(calls) ? calls : template.tool_choice;
}
