const LINE = 72;

/** JSON to read and write by hand: what fits on a line of this many characters stays on it. */
export function formatJson(value: unknown, line = LINE): string {
  return format(value, { line, indent: '', before: 0 });
}

interface Place {
  line: number;
  indent: string;
  /** Characters that stand before the value on its line. */
  before: number;
}

function format(value: unknown, { line, indent, before }: Place): string {
  const flat = onOneLine(value);
  if (typeof value !== 'object' || value === null) return flat;
  if (before + flat.length <= line) return flat;
  const deeper = `${indent}  `;
  const inner = (item: unknown, lead: string) =>
    lead + format(item, { line, indent: deeper, before: deeper.length + lead.length });
  const items = Array.isArray(value)
    ? value.map((item) => inner(item, ''))
    : Object.entries(value).map(([key, item]) => inner(item, `${JSON.stringify(key)}: `));
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${deeper}${items.join(`,\n${deeper}`)}\n${indent}${close}`;
}

function onOneLine(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  const items = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${onOneLine(item)}`,
  );
  return items.length === 0 ? '{}' : `{ ${items.join(', ')} }`;
}
