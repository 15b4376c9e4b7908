import type { RefObject } from 'react';
import { useKeys } from '../../keys/useKeys';

/** Moves the focus through what is marked as `data-item` inside of a box, from key to key. */
export function useListKeys(box: RefObject<HTMLElement | null>): void {
  const move = (by: number) => {
    const items = [...(box.current?.querySelectorAll<HTMLElement>('[data-item]') ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const next = at < 0 ? items[by > 0 ? 0 : items.length - 1] : items[at + by];
    if (next === undefined) return false;
    next.focus();
    next.scrollIntoView?.({ block: 'nearest' });
  };
  useKeys({ 'runs.next': () => move(1), 'runs.previous': () => move(-1) });
}
