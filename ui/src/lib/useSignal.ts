import { useSyncExternalStore } from 'react';

interface Watchable<Value> {
  get(): Value;
  subscribe(listener: () => void): () => void;
}

/** The current value of a signal; the component renders again when it changes. */
export function useSignal<Value>(signal: Watchable<Value>): Value {
  return useSyncExternalStore(signal.subscribe, signal.get);
}
