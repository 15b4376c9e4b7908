export interface DiffPart {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** Beyond this many comparisons the middle is shown as replaced as a whole: a diff that keeps you
 * waiting, or one of thousands of scattered words, helps nobody. */
const MOST_COMPARISONS = 4_000_000;

/** What changed from `before` to `after`, word by word; the parts joined give both texts again. */
export function wordDiff(before: string, after: string): DiffPart[] {
  const old = words(before);
  const now = words(after);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  const most = Math.min(old.length, now.length) - start;
  while (end < most && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;

  const parts: DiffPart[] = [];
  append(parts, 'same', old.slice(0, start).join(''));
  compare(parts, old.slice(start, old.length - end), now.slice(start, now.length - end));
  append(parts, 'same', old.slice(old.length - end).join(''));
  return parts;
}

/** Words and signs, each with the space before it: a changed phrase stays one change. */
function words(text: string): string[] {
  return text.match(/\s*(?:[\p{L}\p{N}_'’]+|[^\p{L}\p{N}_'’\s])|\s+$/gu) ?? [];
}

function compare(parts: DiffPart[], old: string[], now: string[]): void {
  let [row, column] = [0, 0];
  if (old.length * now.length <= MOST_COMPARISONS) {
    const common = commonLengths(old, now);
    const width = now.length + 1;
    while (row < old.length && column < now.length) {
      const skipOld = common[(row + 1) * width + column] ?? 0;
      const skipNow = common[row * width + column + 1] ?? 0;
      if (old[row] === now[column]) {
        append(parts, 'same', old[row] ?? '');
        row++;
        column++;
      } else if (skipOld >= skipNow) append(parts, 'removed', old[row++] ?? '');
      else append(parts, 'added', now[column++] ?? '');
    }
  }
  append(parts, 'removed', old.slice(row).join(''));
  append(parts, 'added', now.slice(column).join(''));
}

/** At (row, column): how many pieces the rests of both lists have in common, in order. */
function commonLengths(old: string[], now: string[]): Uint32Array {
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  for (let row = old.length - 1; row >= 0; row--) {
    for (let column = now.length - 1; column >= 0; column--) {
      const here = row * width + column;
      lengths[here] =
        old[row] === now[column]
          ? (lengths[here + width + 1] ?? 0) + 1
          : Math.max(lengths[here + width] ?? 0, lengths[here + 1] ?? 0);
    }
  }
  return lengths;
}

function append(parts: DiffPart[], kind: DiffPart['kind'], text: string): void {
  const last = parts.at(-1);
  if (text === '') return;
  if (last?.kind === kind) last.text += text;
  else parts.push({ kind, text });
}
