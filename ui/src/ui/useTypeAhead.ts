import { type KeyboardEvent, useRef } from 'react';

const PAUSE_MS = 700;

interface Choice {
  label: string;
  disabled?: boolean;
}

/** Finds the option whose label begins with what was just typed, from the active one on. */
export function useTypeAhead(options: readonly Choice[], at: number) {
  const typed = useRef({ text: '', time: 0 });
  return (event: KeyboardEvent): number | null => {
    const isGoingOn = event.timeStamp - typed.current.time < PAUSE_MS && typed.current.text !== '';
    if (event.key.length !== 1 || (event.key === ' ' && !isGoingOn)) return null;
    const text = (isGoingOn ? typed.current.text : '') + event.key.toLowerCase();
    typed.current = { text, time: event.timeStamp };
    // The first letter moves on from the active option, further ones may stay on it.
    const start = isGoingOn ? at : at + 1;
    const order = options.map((_option, index) => (start + index) % options.length);
    const found = order.find((index) => {
      const option = options[index];
      return option && !option.disabled && option.label.toLowerCase().startsWith(text);
    });
    return found ?? null;
  };
}
