import { describe, expect, test } from 'vitest';
import { type KeyContext, keyIds, registry } from './registry';

const contexts = [...new Set(keyIds.map((id) => registry[id].when))];

/** Strokes a person can press in a context: its own, and in all but itself the global ones. */
function strokesIn(context: KeyContext): string[] {
  const here = keyIds.filter((id) => ['global', context].includes(registry[id].when));
  return here.flatMap((id) => registry[id].keys);
}

describe('the keys', () => {
  test.each(contexts)('no key does two things in the context %s', (context) => {
    const strokes = strokesIn(context);
    const twice = strokes.filter((stroke, index) => strokes.indexOf(stroke) !== index);
    expect(twice).toEqual([]);
  });

  test('rejecting is on no key that deletes text', () => {
    expect(registry['deck.reject'].keys).not.toContain('backspace');
    expect(registry['deck.reject'].keys).not.toContain('delete');
  });
});
