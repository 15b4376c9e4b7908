export interface JsonPiece {
  kind: 'key' | 'value' | 'sign';
  text: string;
  /** Belongs to a member `tool_calls`. */
  tool: boolean;
}

const PIECES = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^"{}[\],:]+|"/gsu;

/**
 * Takes a line of JSON apart for colouring, without changing a character: the pieces joined are the
 * line. Text that is no JSON comes back too, only without much colour.
 */
export function jsonPieces(line: string): JsonPiece[] {
  const texts = line.match(PIECES) ?? [];
  const pieces: JsonPiece[] = [];
  let depth = 0;
  let toolDepth: number | null = null;
  texts.forEach((text, index) => {
    if (text === '}' || text === ']') depth--;
    const ends = text === ',' ? depth === toolDepth : toolDepth !== null && depth < toolDepth;
    if (ends) toolDepth = null;
    const kind = kindOf(text, texts, index);
    if (kind === 'key' && text === '"tool_calls"') toolDepth ??= depth;
    pieces.push({ kind, text, tool: toolDepth !== null });
    if (text === '{' || text === '[') depth++;
  });
  return pieces;
}

function kindOf(text: string, texts: readonly string[], index: number): JsonPiece['kind'] {
  if (/^[{}[\],:]$/.test(text)) return 'sign';
  if (!text.startsWith('"')) return 'value';
  const next = texts[index + 1]?.trim() === '' ? texts[index + 2] : texts[index + 1];
  return next === ':' ? 'key' : 'value';
}

/** The first pieces with at most `limit` characters in all, and how many characters are left over. */
export function cutPieces(pieces: readonly JsonPiece[], limit: number) {
  const shown: JsonPiece[] = [];
  let room = limit;
  let hidden = 0;
  for (const piece of pieces) {
    const text = piece.text.slice(0, room);
    if (text !== '') shown.push({ ...piece, text });
    room -= text.length;
    hidden += piece.text.length - text.length;
  }
  return { shown, hidden };
}
