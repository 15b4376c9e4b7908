import type { RenderedConversation } from '../../api/chat-templates';

/** A piece of a rendered conversation that is shown in one way. */
export interface RenderedPart {
  /** Where it begins, in code points. */
  start: number;
  text: string;
  /** Whether a trainer learns from it. */
  learned: boolean;
  /** Whether it is a token of the template and no text. */
  special: boolean;
}

/** How special tokens look: `<|im_end|>`, `<s>`, `<start_of_turn>`, `[INST]`, `[/TOOL_CALLS]`. */
const SPECIAL =
  /<\|[^|<>\n]{1,40}\|>|<\/?(?:s|bos|eos|think|[a-z]+(?:_[a-z]+)+)>|\[\/?[A-Z_]{2,}\]/g;

/** Cuts a text where what is learned from, and what is a special token, begins and ends. */
export function renderedParts({ text, loss_mask }: RenderedConversation): RenderedPart[] {
  const points = Array.from(text);
  const learned = new Uint8Array(points.length);
  for (const { start, end } of loss_mask.spans) learned.fill(1, start, end);
  const special = new Uint8Array(points.length);
  // A match is found in UTF-16 units, and everything here counts code points: on from the last match.
  let unit = 0;
  let point = 0;
  for (const match of text.matchAll(SPECIAL)) {
    point += Array.from(text.slice(unit, match.index)).length;
    unit = match.index;
    special.fill(1, point, point + Array.from(match[0]).length);
  }
  const parts: RenderedPart[] = [];
  for (let at = 0; at < points.length; ) {
    const start = at;
    while (at < points.length && learned[at] === learned[start] && special[at] === special[start]) {
      at++;
    }
    parts.push({
      start,
      text: points.slice(start, at).join(''),
      learned: learned[start] === 1,
      special: special[start] === 1,
    });
  }
  return parts;
}
