const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });
const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

const UNITS = [
  { unit: 'year', seconds: 31_536_000, sign: 'y' },
  { unit: 'month', seconds: 2_592_000, sign: 'mo' },
  { unit: 'day', seconds: 86_400, sign: 'd' },
  { unit: 'hour', seconds: 3600, sign: 'h' },
  { unit: 'minute', seconds: 60, sign: 'min' },
] as const;

/** "14 Mar 2026", in the time zone of the reader. */
export function formatDay(time: string | Date): string {
  return day.format(new Date(time));
}

/** "14 Mar 2026, 09:26", in the time zone of the reader. */
export function formatMoment(time: string): string {
  return moment.format(new Date(time));
}

/** How long ago a moment was: "2 minutes ago", "yesterday". */
export function formatAgo(time: string, now = Date.now()): string {
  const age = ageOf(time, now);
  return age === null ? 'just now' : relative.format(-age.amount, age.unit);
}

/** The same where there is little room: "2 min", "1 d". */
export function formatShortAgo(time: string, now = Date.now()): string {
  const age = ageOf(time, now);
  return age === null ? 'just now' : `${age.amount} ${age.sign}`;
}

/** The age in the largest unit that it fills; null below a minute. */
function ageOf(time: string, now: number) {
  const age = (now - Date.parse(time)) / 1000;
  const found = UNITS.find(({ seconds }) => age >= seconds);
  return found ? { ...found, amount: Math.floor(age / found.seconds) } : null;
}
