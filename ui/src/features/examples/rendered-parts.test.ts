import { expect, test } from 'vitest';
import { renderedParts } from './rendered-parts';

const rendered = (text: string, spans: { start: number; end: number }[]) => ({
  text,
  loss_mask: { method: 'prefix' as const, spans },
});

test('what is learned from is told from what is only read, and tokens from text', () => {
  const parts = renderedParts(rendered('<|im_start|>Hi 🕰?<|im_end|>', [{ start: 12, end: 27 }]));
  expect(parts.map(({ text, learned, special }) => [text, learned, special])).toEqual([
    ['<|im_start|>', false, true],
    ['Hi 🕰?', true, false],
    ['<|im_end|>', true, true],
  ]);
});

test('the parts together are the text', () => {
  const text = 'a < b [1] <s>[INST] x </s>\n<b>';
  expect(
    renderedParts(rendered(text, []))
      .map((part) => part.text)
      .join(''),
  ).toBe(text);
});
