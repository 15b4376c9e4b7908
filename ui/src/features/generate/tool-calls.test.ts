import { expect, test } from 'vitest';
import { formatArguments, parseCalls } from './tool-calls';

const call = {
  name: 'lookup_order',
  arguments: { order_id: 'A-20418', include: ['charges', 'refunds'] },
};

test('arguments are laid out with short lists on one line', () => {
  expect(formatArguments(call)).toBe(
    '{\n  "order_id": "A-20418",\n  "include": ["charges", "refunds"]\n}',
  );
});

test('what did not parse is shown as it came', () => {
  expect(formatArguments({ ...call, raw: '{"order_id": ' })).toBe('{"order_id": ');
});

test('laying out and reading back changes nothing, brackets in texts included', () => {
  const odd = { name: 'note', arguments: { text: 'a [b]\n  c', list: ['[x', { deep: [[1, 2]] }] } };
  expect(parseCalls([odd], [formatArguments(odd)])).toEqual({ calls: [odd] });
});

test('the call that is not JSON is named by its place', () => {
  const bad = parseCalls([call, call], ['{}', '{"order_id": ']);
  expect(bad).toMatchObject({ index: 1, message: expect.stringContaining('not JSON yet') });
  expect(parseCalls([call], ['["A-20418"]'])).toEqual({
    index: 0,
    message: 'Arguments are an object: { "name": value }.',
  });
});
