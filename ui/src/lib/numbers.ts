const whole = new Intl.NumberFormat('en');

/** 1284 → "1,284". */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** "1 example", "1,284 examples". */
export function formatAmount(count: number, one: string, many = `${one}s`): string {
  return `${whole.format(count)} ${count === 1 ? one : many}`;
}
