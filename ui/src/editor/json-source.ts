/** A stretch of a text, in characters from its start. */
export interface SourceRange {
  from: number;
  to: number;
}

/** A change that mends a problem. */
export interface SourceFix extends SourceRange {
  /** What the button says: a verb and what it will be. */
  label: string;
  insert: string;
}

export interface SourceProblem extends SourceRange {
  message: string;
  fix: SourceFix | null;
}

/** A JSON text, read: its value and where each part stands, by JSON pointer; or its first error. */
export type JsonSource =
  | { value: unknown; ranges: ReadonlyMap<string, SourceRange>; problem: null }
  | { value: undefined; ranges: ReadonlyMap<string, SourceRange>; problem: SourceProblem };

const DEEPEST = 200;
const NUMBER = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy;
const WORD = /[\p{L}\p{N}_$-]+/uy;

/**
 * Reads JSON and says where each value stands, which `JSON.parse` does not, and what is wrong in
 * words that do not depend on the browser.
 */
export function readJson(text: string): JsonSource {
  const reader = new Reader(text);
  try {
    reader.document();
    return { value: JSON.parse(text), ranges: reader.ranges, problem: null };
  } catch (thrown) {
    if (thrown instanceof Stop) {
      return { value: undefined, ranges: reader.ranges, problem: thrown.problem };
    }
    throw thrown;
  }
}

/** Where a pointer's value stands, or the nearest value around it that is there. */
export function rangeOf(source: JsonSource, pointer: string): SourceRange | null {
  for (let path = pointer; ; path = path.slice(0, path.lastIndexOf('/'))) {
    const range = source.ranges.get(path);
    if (range) return range;
    if (path === '') return null;
  }
}

/** The number of the line that holds a position, from 1. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}

class Stop {
  readonly problem: SourceProblem;
  constructor(problem: SourceProblem) {
    this.problem = problem;
  }
}

class Reader {
  readonly ranges = new Map<string, SourceRange>();
  private readonly text: string;
  private at = 0;
  private open: string[] = [];

  constructor(text: string) {
    this.text = text;
  }

  document() {
    this.space();
    this.value('');
    this.space();
    if (this.at < this.text.length) this.stop('Nothing may follow the closing bracket.');
  }

  private value(pointer: string) {
    const from = this.at;
    const sign = this.text[this.at];
    if (sign === '{') this.list('}', () => this.member(pointer));
    else if (sign === '[') this.list(']', (index) => this.value(`${pointer}/${index}`));
    else if (sign === '"') this.string();
    else this.plain();
    this.ranges.set(pointer, { from, to: this.at });
  }

  private list(close: '}' | ']', item: (index: number) => void) {
    this.open.push(close);
    if (this.open.length > DEEPEST) this.stop(`Brackets are nested more than ${DEEPEST} deep.`);
    this.at += 1;
    this.space();
    let comma: number | null = null;
    for (let index = 0; ; index += 1) {
      if (this.text[this.at] === close) {
        if (comma !== null) this.stopAtComma(comma, close);
        break;
      }
      if (index > 0 && comma === null) this.stopWithoutComma(close);
      item(index);
      const end = this.at;
      this.space();
      comma = this.text[this.at] === ',' ? this.at : null;
      if (comma !== null) this.at += 1;
      else this.previousEnd = end;
      this.space();
    }
    this.open.pop();
    this.at += 1;
  }

  /** Where the value before a missing comma ended. */
  private previousEnd = 0;

  private member(pointer: string) {
    if (this.text[this.at] !== '"') {
      const name = this.match(WORD);
      if (this.at >= this.text.length) this.stopAtEnd();
      if (name === null) this.stop('A name in double quotes is missing here.');
      const to = this.at + name.length;
      const fix = { from: this.at, to, insert: `"${name}"`, label: `Put “${name}” in quotes` };
      this.stop('Names stand in double quotes.', to, fix);
    }
    const name = JSON.parse(this.string()) as string;
    this.space();
    if (this.text[this.at] !== ':') {
      if (this.at >= this.text.length) this.stopAtEnd();
      const fix = { from: this.at, to: this.at, insert: ': ', label: 'Add a colon' };
      this.stop('A colon is missing between the name and its value.', this.at + 1, fix);
    }
    this.at += 1;
    this.space();
    this.value(`${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  }

  private string(): string {
    const found = this.match(STRING);
    if (found === null) {
      const line = this.text.indexOf('\n', this.at);
      const to = line === -1 ? this.text.length : line;
      const closed = this.text.indexOf('"', this.at + 1);
      const isClosed = closed !== -1 && closed < to;
      this.stop(
        isClosed
          ? 'This text has a sign that JSON does not allow. Write \\\\ for a backslash.'
          : 'This text has no closing quote on its line.',
        isClosed ? closed + 1 : to,
      );
    }
    this.at += found.length;
    return found;
  }

  private plain() {
    const number = this.match(NUMBER);
    const word = this.match(WORD);
    if (number !== null && (word === null || number.length >= word.length)) {
      this.at += number.length;
    } else if (word !== null && /^(true|false|null)$/.test(word)) {
      this.at += word.length;
    } else if (word !== null) {
      this.stopAtWord(word);
    } else if (this.at >= this.text.length) {
      this.stopAtEnd();
    } else {
      this.stop('A value is missing here.');
    }
  }

  private stopAtWord(word: string): never {
    const to = this.at + word.length;
    const known = /^(true|false|null)$/i.test(word) ? word.toLowerCase() : `"${word}"`;
    const fix = { from: this.at, to, insert: known, label: `Change to ${known}` };
    this.stop(`“${word}” is no JSON value. Texts stand in double quotes.`, to, fix);
  }

  private stopAtComma(comma: number, close: string): never {
    const fix = { from: comma, to: comma + 1, insert: '', label: 'Remove the comma' };
    this.at = comma;
    this.stop(`No comma may stand before the closing ${close}.`, comma + 1, fix);
  }

  private stopWithoutComma(close: string): never {
    if (this.at >= this.text.length) this.stopAtEnd();
    if (/[}\]]/.test(this.text[this.at] ?? '')) {
      const fix = { from: this.at, to: this.at + 1, insert: close, label: `Change to ${close}` };
      this.stop(`A ${close} is missing before this bracket.`, this.at + 1, fix);
    }
    const at = this.previousEnd;
    this.stop('A comma is missing before this.', this.at + 1, {
      from: at,
      to: at,
      insert: ',',
      label: 'Add the comma',
    });
  }

  private stopAtEnd(): never {
    const end = this.text.trimEnd().length;
    const missing = this.open.toReversed().join('');
    this.at = Math.max(0, end - 1);
    if (missing === '') this.stop('There is nothing here yet.', end);
    const fix = { from: end, to: end, insert: missing, label: `Add ${missing}` };
    this.stop(`The text ends before ${missing} closes it.`, end, fix);
  }

  private stop(message: string, to = this.at + 1, fix: SourceFix | null = null): never {
    throw new Stop({ from: this.at, to: Math.min(to, this.text.length), message, fix });
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0] ?? null;
  }

  private space() {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? '')) this.at += 1;
  }
}
