import { useEffect, useRef } from 'react';
import { addLayer, type KeyHandlers } from './dispatch';

interface Options {
  /** Off means as if the component were not there. */
  enabled?: boolean;
  /** Set inside a dialog, where the keys of the page below are silent. */
  modal?: boolean;
}

/** Handles keys of the registry, by id, while the component is mounted. */
export function useKeys(handlers: KeyHandlers, options: Options = {}): void {
  const { enabled = true, modal = false } = options;
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    if (!enabled) return;
    return addLayer({ handlers: () => latest.current, modal });
  }, [enabled, modal]);
}
