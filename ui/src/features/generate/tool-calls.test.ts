import { expect, test } from 'vitest';
import { formatArguments } from '../../lib/tool-arguments';
import { parseCalls } from './tool-calls';

const call = {
  name: 'lookup_order',
  arguments: { order_id: 'A-20418', include: ['charges', 'refunds'] },
};

test('arguments that were not touched come back as they were', () => {
  expect(parseCalls([call], [formatArguments(call)])).toEqual({ calls: [call] });
});

test('the call that is not JSON is named by its place', () => {
  const bad = parseCalls([call, call], ['{}', '{"order_id": ']);
  expect(bad).toMatchObject({ index: 1, message: expect.stringContaining('not JSON yet') });
  expect(parseCalls([call], ['["A-20418"]'])).toEqual({
    index: 0,
    message: 'Arguments are an object: { "name": value }.',
  });
});
