import type { SourceFix, SourceRange } from '../../editor/json-source';

const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];

/** The one change that surely mends what stands at a pointer, or null when there are several or none. */
export function sureFix(text: string, range: SourceRange, pointer: string): SourceFix | null {
  const found = text.slice(range.from, range.to);
  if (!/^"[^"\\]*"$/.test(found)) return null;
  const word = found.slice(1, -1);
  if (pointer === '/type') return change(range, word, 'function');
  if (pointer === '/function/name') return change(range, word, validName(word));
  return /\/type(\/\d+)?$/.test(pointer) ? change(range, word, nearest(word, TYPES)) : null;
}

function change(range: SourceRange, word: string, better: string | null): SourceFix | null {
  if (better === null || better === '' || better === word) return null;
  return { ...range, insert: `"${better}"`, label: `Change to “${better}”` };
}

function validName(name: string): string {
  return name
    .trim()
    .replace(/[^A-Za-z0-9_.-]+/g, '_')
    .slice(0, 64);
}

/** The word that is at most two letters away, if it is the only one that near. */
function nearest(word: string, words: readonly string[]): string | null {
  const near = words.map((one) => ({ one, by: distance(word.toLowerCase().trim(), one) }));
  near.sort((a, b) => a.by - b.by);
  const [first, second] = near;
  if (first === undefined || first.by > 2 || first.by === second?.by) return null;
  return first.one;
}

/** How many letters must be added, left out or changed to turn one word into the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swap));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
