import { expect, test } from 'vitest';
import { formatAgo, formatDay, formatMoment, formatShortAgo } from './times';

const NOW = Date.parse('2026-03-14T09:26:53Z');
const before = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();

test.each([
  [20, 'just now', 'just now'],
  [60, '1 minute ago', '1 min'],
  [59 * 60 + 59, '59 minutes ago', '59 min'],
  [5 * 3600, '5 hours ago', '5 h'],
  [30 * 3600, 'yesterday', '1 d'],
  [12 * 86_400, '12 days ago', '12 d'],
  [70 * 86_400, '2 months ago', '2 mo'],
  [800 * 86_400, '2 years ago', '2 y'],
])('a moment %i seconds ago is %s, or %s', (seconds, long, short) => {
  expect(formatAgo(before(seconds), NOW)).toBe(long);
  expect(formatShortAgo(before(seconds), NOW)).toBe(short);
});

test('a clock that runs ahead of the server tells no future', () => {
  expect(formatAgo(before(-40), NOW)).toBe('just now');
});

test('a day is said by the name of its month, a moment also by its time', () => {
  expect(formatDay('2026-03-14T12:00:00Z')).toMatch(/^14 Mar 2026$/);
  expect(formatMoment('2026-03-14T12:05:00Z')).toMatch(/^14 Mar 2026, \d\d:05$/);
});
