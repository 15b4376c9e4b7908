const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

/** "Mar 14, 2026", in the time zone of the reader. */
export function formatDay(time: string | Date): string {
  return day.format(new Date(time));
}
