import { expect, test } from 'vitest';
import { measurePassword } from './password';

test.each([
  ['', 0],
  ['kettle', 1],
  ['aaaaaaaaaaaaaaaaaaaaaaaa', 1],
  ['12345678901234567890', 1],
  ['password', 1],
  ['kettle harbour', 2],
  ['kettle harbour moss', 3],
  ['kettle harbour ninety moss', 4],
])('%j has strength %i', (password, level) => {
  expect(measurePassword(password).level).toBe(level);
});

test('a short password is told its length and what it takes', () => {
  expect(measurePassword('kettle').problem).toMatch(
    /^6 characters so far, and it takes at least 8/,
  );
});

test('length is counted in bytes of the normalised text', () => {
  expect(measurePassword('пароль').problem).toBeNull();
  // Full-width letters become plain ones: seven of them are seven bytes.
  expect(measurePassword('ｋｅｔｔｌｅｓ').problem).not.toBeNull();
});

test('a password beyond 1,024 bytes is refused', () => {
  expect(measurePassword('moss '.repeat(205)).problem).toMatch(/too long/);
});
