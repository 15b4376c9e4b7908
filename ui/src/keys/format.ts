import { type KeyId, registry } from './registry';

/** Whether `mod` is the command key. */
export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

const SIGNS: Record<string, string> = {
  mod: isMac ? '⌘' : 'Ctrl',
  shift: isMac ? '⇧' : 'Shift',
  enter: isMac ? '⏎' : 'Enter',
  escape: 'Esc',
  space: 'Space',
  backspace: isMac ? '⌫' : 'Backspace',
  delete: 'Del',
  home: 'Home',
  end: 'End',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
};

const ARIA: Record<string, string> = {
  mod: isMac ? 'Meta' : 'Control',
  shift: 'Shift',
  enter: 'Enter',
  escape: 'Escape',
  space: 'Space',
  backspace: 'Backspace',
  delete: 'Delete',
  home: 'Home',
  end: 'End',
  arrowup: 'ArrowUp',
  arrowdown: 'ArrowDown',
  arrowleft: 'ArrowLeft',
  arrowright: 'ArrowRight',
};

/** The signs to draw for one stroke or sequence, one per key cap. */
export function strokeSigns(stroke: string): string[] {
  return stroke.split(/[ +]/).map((key) => SIGNS[key] ?? key.toUpperCase());
}

/** The signs of the first stroke of a key, for hints. */
export function keySigns(id: KeyId): string[] {
  const [first = ''] = registry[id].keys;
  return strokeSigns(first);
}

/** The value of `aria-keyshortcuts` for a control. Sequences have no notation there. */
export function ariaKeys(id: KeyId): string {
  const chords = registry[id].keys.filter((stroke) => !stroke.includes(' '));
  return chords
    .map((stroke) =>
      stroke
        .split('+')
        .map((key) => ARIA[key] ?? key.toUpperCase())
        .join('+'),
    )
    .join(' ');
}
