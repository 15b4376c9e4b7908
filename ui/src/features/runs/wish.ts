import type { Schema } from '../../api/schema';

type Slots = Record<string, string>;

/** What a run is to be made of, as the form holds it. */
export interface Wish {
  template: Schema<'Template'>;
  rows: Slots[];
  models: string[];
  count: number;
  samples: number;
  options: Schema<'Options'>;
  dataset: number | null;
}

/** The request; null while rows or models are missing. */
export function inputOf(wish: Wish): Schema<'RunInput'> | null {
  const { template, rows, models, count, samples, options, dataset } = wish;
  if (rows.length === 0 || models.length === 0) return null;
  return {
    template_id: template.id,
    template_version: template.version,
    rows,
    count,
    models,
    samples,
    options,
    ...(dataset !== null && { dataset_id: dataset }),
  };
}

/** A number that was typed; undefined for an empty field or what is no number. */
export function typedNumber(text: string): number | undefined {
  const value = Number(text.replace(',', '.'));
  return text.trim() === '' || Number.isNaN(value) ? undefined : value;
}

/** Whether a row says everything that the template needs. */
export function isComplete({ slots, slot_details }: Schema<'Template'>, row: Slots): boolean {
  return slots.every((slot) => row[slot] || slot_details[slot]?.default != null);
}

/** The row that nobody has typed yet, where the template's defaults are enough. */
export const untypedRows = (template: Schema<'Template'>): Slots[] =>
  isComplete(template, {}) ? [{}] : [];
