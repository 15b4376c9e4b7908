import { describe, expect, test } from 'vitest';
import { cutPieces, jsonPieces } from './json-pieces';

const LINE =
  '{"role": "assistant","content":"Said \\"yes\\": {fine}","tool_calls":[{"function":{"name":"lookup_clause","arguments":{"n":7}}}],"weight":1}';

describe('the pieces of a line of JSON', () => {
  test.each([LINE, '<s>[INST] What is a "lien"? [/INST]', '{"broken": "no end', ''])(
    'joined are the line again: %s',
    (line) => {
      const pieces = jsonPieces(line);
      expect(pieces.map(({ text }) => text).join('')).toBe(line);
    },
  );

  test('tell names from values, also when a value looks like JSON', () => {
    const named = jsonPieces(LINE).filter(({ kind }) => kind === 'key');
    expect(named.map(({ text }) => text)).toEqual([
      '"role"',
      '"content"',
      '"tool_calls"',
      '"function"',
      '"name"',
      '"arguments"',
      '"n"',
      '"weight"',
    ]);
  });

  test('mark the calls of tools from their name to their last bracket', () => {
    const marked = jsonPieces(LINE).filter(({ tool }) => tool);
    expect(marked.map(({ text }) => text).join('')).toBe(
      '"tool_calls":[{"function":{"name":"lookup_clause","arguments":{"n":7}}}]',
    );
  });

  test('end the mark with the object when the calls come last in it', () => {
    const marked = jsonPieces('{"tool_calls":[]} ').filter(({ tool }) => tool);
    expect(marked.map(({ text }) => text).join('')).toBe('"tool_calls":[]');
  });

  test('are cut after a number of characters that says how many are missing', () => {
    const { shown, hidden } = cutPieces(jsonPieces(LINE), 12);
    expect(shown.map(({ text }) => text).join('')).toBe(LINE.slice(0, 12));
    expect(hidden).toBe(LINE.length - 12);
  });
});
