import { expect, test } from 'vitest';
import { formatArguments } from './tool-arguments';

const call = { arguments: { order_id: 'A-20418', include: ['charges', 'refunds'] } };

test('arguments are laid out with short lists on one line', () => {
  expect(formatArguments(call)).toBe(
    '{\n  "order_id": "A-20418",\n  "include": ["charges", "refunds"]\n}',
  );
});

test('a single short argument stays on its line', () => {
  expect(formatArguments({ arguments: { order_id: 'A-20418' } })).toBe('{ "order_id": "A-20418" }');
});

test('what did not parse is shown as it came', () => {
  expect(formatArguments({ ...call, raw: '{"order_id": ' })).toBe('{"order_id": ');
});

test('laying out and reading back changes nothing, brackets in texts included', () => {
  const odd = { text: 'a [b]\n  c', list: ['[x', { deep: [[1, 2]], none: null }] };
  expect(JSON.parse(formatArguments({ arguments: odd }))).toEqual(odd);
});
