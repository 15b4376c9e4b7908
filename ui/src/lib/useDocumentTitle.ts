import { useEffect } from 'react';

/** Sets the title of the browser tab. Pages inside the frame get it from `Page`. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · dsforge`;
  }, [title]);
}
