import { expect, test } from 'vitest';
import { formatArguments } from './tool-arguments';

const call = {
  arguments: { order_id: 'A-20418', include: ['charges'], lines: [2018, 2019, 2020, 2021] },
};

test('arguments are laid out with lists on one line as far as a card is wide', () => {
  expect(formatArguments(call)).toBe(`{
  "order_id": "A-20418",
  "include": ["charges"],
  "lines": [
    2018,
    2019,
    2020,
    2021
  ]
}`);
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
