import type { Schema } from '../../api/schema';

type Piece = Schema<'TokenEvent'>;

/** Collects tokens and hands them on once per frame: however fast a model is, React draws once. */
export function createTokenBuffer(deliver: (pieces: Piece[]) => void) {
  let pieces: Piece[] = [];
  let frame: number | null = null;

  const flush = () => {
    if (frame !== null) cancelAnimationFrame(frame);
    frame = null;
    if (pieces.length === 0) return;
    const ready = pieces;
    pieces = [];
    deliver(ready);
  };

  return {
    add(piece: Piece) {
      pieces.push(piece);
      frame ??= requestAnimationFrame(() => {
        frame = null;
        flush();
      });
    },
    /** At once: before an event that must come after these tokens. */
    flush,
  };
}
