const whole = new Intl.NumberFormat('en');

/** 1284 → "1,284". */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** "1 example", "1,284 examples". */
export function formatAmount(count: number, one: string, many = `${one}s`): string {
  return `${whole.format(count)} ${count === 1 ? one : many}`;
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** 3300000000 → "3.3 GB", as shops and model libraries count. */
export function formatBytes(bytes: number): string {
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  const amount = bytes / 1000 ** step;
  return `${amount.toFixed(step > 1 && amount < 100 ? 1 : 0)} ${UNITS[step]}`;
}

/** 131072 → "128k" tokens, as models are described. */
export function formatContext(tokens: number): string {
  return tokens < 1024 ? `${tokens}` : `${Math.round(tokens / 1024)}k`;
}
