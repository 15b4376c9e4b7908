const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' });

/** "14 Mar 2026". */
export function formatDay(time: string): string {
  return day.format(new Date(time));
}

/** "14 March 2026 at 09:26". */
export function formatMoment(time: string): string {
  return moment.format(new Date(time));
}
