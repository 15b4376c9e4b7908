import type { Schema } from '../../api/schema';

/** The templates with all of the words in their name or among their slots. */
export function findTemplates(templates: readonly Schema<'Template'>[], words: string) {
  const wanted = words.toLowerCase().split(/\s+/);
  return templates.filter(({ name, slots }) => {
    const text = `${name} ${slots.join(' ')}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
