import { useMemo, useState } from 'react';
import { cutPieces, type JsonPiece, jsonPieces } from '../lib/json-pieces';
import { formatCount } from '../lib/numbers';

/** Characters of a line shown before it is unfolded. */
const FOLD = 720;
/** Fewer than this are not worth a button. */
const LEAST_HIDDEN = 120;

const LOOKS = { key: 'text-ink', value: 'text-ink-2', sign: 'text-ink-3' };

interface Props {
  text: string;
  /** Never folded. */
  whole?: boolean;
}

/** JSON exactly as written, soft-wrapped; calls of tools are violet. Long lines can be unfolded. */
export function JsonLine({ text, whole = false }: Props) {
  const [open, setOpen] = useState(false);
  const pieces = useMemo(() => jsonPieces(text), [text]);
  const isWhole = open || whole || text.length < FOLD + LEAST_HIDDEN;
  const { shown, hidden } = cutPieces(pieces, isWhole ? text.length : FOLD);
  return (
    <code className="block font-mono text-[12px] leading-[18px] wrap-anywhere whitespace-pre-wrap">
      {groupByTool(shown).map(({ at, tool, pieces: group }) => (
        <span
          key={at}
          className={tool ? 'rounded bg-tool-soft box-decoration-clone px-0.5 py-px' : undefined}
        >
          {group.map((piece) => (
            <span key={piece.at} className={LOOKS[piece.kind]}>
              {piece.text}
            </span>
          ))}
        </span>
      ))}
      {(hidden > 0 || open) && (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="ml-1 rounded bg-sunken px-1.5 font-sans text-2xs leading-4 text-ink-2 ring-1 ring-line hover:text-ink"
        >
          {open ? 'Fold' : `… ${formatCount(hidden)} more`}
        </button>
      )}
    </code>
  );
}

interface Group {
  at: number;
  tool: boolean;
  pieces: (JsonPiece & { at: number })[];
}

/** Neighbours that are drawn on one background; `at` is where each begins in the line. */
function groupByTool(pieces: readonly JsonPiece[]): Group[] {
  const groups: Group[] = [];
  let at = 0;
  for (const piece of pieces) {
    const last = groups.at(-1);
    if (last?.tool === piece.tool) last.pieces.push({ ...piece, at });
    else groups.push({ at, tool: piece.tool, pieces: [{ ...piece, at }] });
    at += piece.text.length;
  }
  return groups;
}
