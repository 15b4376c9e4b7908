/** A stretch of a prompt, with where it stands. */
export interface PromptPart {
  /** `literal` is `{{name}}`, which goes out as `{name}`. */
  kind: 'text' | 'slot' | 'literal';
  /** The slot's name, or the text as it goes out. */
  text: string;
  from: number;
  to: number;
}

const BRACED = /\{\{([A-Za-z_]\w*)\}\}|\{([A-Za-z_]\w*)\}/g;

/** Cuts a prompt into text and slots by the server's rule: every other brace is text. */
export function promptParts(prompt: string): PromptPart[] {
  const parts: PromptPart[] = [];
  let end = 0;
  const text = (from: number, to: number) => {
    if (from < to) parts.push({ kind: 'text', text: prompt.slice(from, to), from, to });
  };
  for (const match of prompt.matchAll(BRACED)) {
    const [whole, literal, slot] = match;
    const from = match.index;
    const to = from + whole.length;
    text(end, from);
    if (slot !== undefined) parts.push({ kind: 'slot', text: slot, from, to });
    else parts.push({ kind: 'literal', text: `{${literal}}`, from, to });
    end = to;
  }
  text(end, prompt.length);
  return parts;
}

/** The slots that prompts use, each once, in order of first use. */
export function slotsIn(...prompts: string[]): string[] {
  const parts = prompts.flatMap(promptParts);
  return [...new Set(parts.filter(({ kind }) => kind === 'slot').map(({ text }) => text))];
}

/** Whether `name` can be a slot. */
export function isSlotName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name);
}

/** The prompt with one slot written as something else, such as `{clause}` as `{paragraph}`. */
export function replaceSlot(prompt: string, name: string, replacement: string): string {
  return promptParts(prompt)
    .map(({ kind, text, from, to }) =>
      kind === 'slot' && text === name ? replacement : prompt.slice(from, to),
    )
    .join('');
}
