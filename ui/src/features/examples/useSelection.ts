import { useCallback, useRef, useState } from 'react';

interface Range {
  anchor: number;
  before: ReadonlySet<number>;
}

/** Which examples are selected, by id. A range grows and shrinks from where it began. */
export function useSelection(idAt: (index: number) => number | undefined) {
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());
  const range = useRef<Range | null>(null);

  const set = useCallback((ids: Iterable<number>) => {
    range.current = null;
    setSelected(new Set(ids));
  }, []);

  const toggle = (id: number) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    set(next);
  };

  /** Selects from where the range began to `to`; the first time it begins at `from`. */
  const extend = (from: number, to: number) => {
    range.current ??= { anchor: from, before: selected };
    const { anchor, before } = range.current;
    const next = new Set(before);
    for (let index = Math.min(anchor, to); index <= Math.max(anchor, to); index++) {
      const id = idAt(index);
      if (id !== undefined) next.add(id);
    }
    setSelected(next);
  };

  /** The next range begins anew. */
  const endRange = () => {
    range.current = null;
  };

  return { selected, set, toggle, extend, endRange };
}

export type Selection = ReturnType<typeof useSelection>;
