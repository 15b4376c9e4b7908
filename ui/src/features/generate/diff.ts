export interface DiffPart {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/** Above this many comparisons the middle is shown as replaced: a page must not freeze over it. */
const MOST_COMPARISONS = 4_000_000;

/** What of `before` was removed and what `after` added, word by word. */
export function diffWords(before: string, after: string): DiffPart[] {
  const a = before.match(/\s+|\S+/g) ?? [];
  const b = after.match(/\s+|\S+/g) ?? [];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  const most = Math.min(a.length, b.length) - head;
  while (tail < most && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const parts = [
    ...asParts('same', a.slice(0, head)),
    ...diffMiddle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...asParts('same', a.slice(a.length - tail)),
  ];
  return parts.reduce<DiffPart[]>(join, []);
}

const asParts = (kind: DiffPart['kind'], words: string[]) => words.map((text) => ({ kind, text }));

/** The longest common run of words by dynamic programming; removed stands before added. */
function diffMiddle(a: string[], b: string[]): DiffPart[] {
  const width = b.length + 1;
  if (a.length * width > MOST_COMPARISONS) {
    return [...asParts('removed', a), ...asParts('added', b)];
  }
  const common = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      common[i * width + j] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const parts: DiffPart[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const same = i < a.length && j < b.length && a[i] === b[j];
    const remove = i < a.length && (j === b.length || at(i + 1, j) >= at(i, j + 1));
    const kind = same ? 'same' : remove ? 'removed' : 'added';
    parts.push({ kind, text: (kind === 'added' ? b[j] : a[i]) ?? '' });
    if (kind !== 'added') i += 1;
    if (kind !== 'removed') j += 1;
  }
  return parts;
}

function join(parts: DiffPart[], part: DiffPart): DiffPart[] {
  const last = parts.at(-1);
  if (last?.kind !== part.kind) return [...parts, part];
  return [...parts.slice(0, -1), { kind: part.kind, text: last.text + part.text }];
}
