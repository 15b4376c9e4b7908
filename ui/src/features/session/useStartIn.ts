import { type RefObject, useEffect } from 'react';

/** Puts the caret into a field once the page is ready for it, unless it is in use elsewhere already. */
export function useStartIn(field: RefObject<HTMLElement | null>, isReady: boolean): void {
  useEffect(() => {
    if (isReady && document.activeElement === document.body) field.current?.focus();
  }, [field, isReady]);
}
