import { isMac } from './format';
import { type KeyId, keyIds, registry } from './registry';

/** Handles a key; returning false says "not mine now" and lets an earlier handler have it. */
export type KeyHandler = (event: KeyboardEvent) => unknown;
export type KeyHandlers = Partial<Record<KeyId, KeyHandler>>;

interface Layer {
  handlers: () => KeyHandlers;
  /** Belongs to an open dialog: only such layers hear keys while one is open. */
  modal: boolean;
}

const SEQUENCE_MS = 800;
const layers: Layer[] = [];
let previous = { stroke: '', at: 0 };
let singleKeys = true;

/** Switches keys without a modifier on or off (WCAG 2.1.4); chords always work. */
export function setSingleKeys(on: boolean): void {
  singleKeys = on;
}

/** Adds handlers on top of those there are; returns how to take them away. */
export function addLayer(layer: Layer): () => void {
  if (layers.length === 0) document.addEventListener('keydown', dispatch);
  layers.push(layer);
  return () => {
    layers.splice(layers.indexOf(layer), 1);
    if (layers.length === 0) document.removeEventListener('keydown', dispatch);
  };
}

function strokeOf(event: KeyboardEvent): string {
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase();
  const letter = /^[a-z]$/.test(key);
  const named = key.length > 1;
  const mod = isMac ? event.metaKey : event.ctrlKey;
  // For signs such as ? and digits the layout decides whether shift is needed: it is not part of them.
  const shift = event.shiftKey && (letter || named);
  return [mod && 'mod', shift && 'shift', key].filter(Boolean).join('+');
}

const FIELDS = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';
const TICKS = 'input[type=checkbox], input[type=radio], input[type=button]';
const PRESSABLE =
  'button, a[href], summary, [role=button], [role=tab], [role=option], [role=menuitem], [role=switch], input[type=checkbox]';
const WALKABLE = '[role=menu], [role=listbox], [role=tablist], [role=radiogroup], [role=slider]';

/** Whether the focused element uses this key itself. */
function isTaken(stroke: string, target: Element): boolean {
  if (target.closest('[role=menu], [role=listbox]')) return true;
  if (/^(enter|space)$/.test(stroke)) return target.closest(PRESSABLE) !== null;
  if (/^(shift\+)?arrow/.test(stroke)) return target.closest(WALKABLE) !== null;
  return false;
}

function dispatch(event: KeyboardEvent): void {
  const ignored = event.defaultPrevented || event.isComposing || event.altKey;
  if (ignored || /^(Shift|Control|Meta|Alt)$/.test(event.key)) return;
  const target = event.target instanceof Element ? event.target : document.body;
  const typing = target.closest(FIELDS) !== null && !target.matches(TICKS);
  const stroke = strokeOf(event);
  if (!typing && isTaken(stroke, target)) return;
  const before = event.timeStamp - previous.at < SEQUENCE_MS ? previous.stroke : '';
  previous = typing ? { stroke: '', at: 0 } : { stroke, at: event.timeStamp };
  const hit =
    (before !== '' && run(`${before} ${stroke}`, event, typing)) || run(stroke, event, typing);
  if (hit) event.preventDefault();
}

function run(stroke: string, event: KeyboardEvent, typing: boolean): boolean {
  if (!singleKeys && !stroke.includes('mod+') && /^(shift\+)?.( .)?$/.test(stroke)) return false;
  const modal = document.querySelector('[data-modal]') !== null;
  const ids = keyIds.filter((id) => registry[id].keys.includes(stroke));
  for (const layer of layers.toReversed()) {
    if (modal && !layer.modal) continue;
    const handlers = layer.handlers();
    for (const id of ids) {
      if (typing && registry[id].inFields !== true) continue;
      const handler = handlers[id];
      if (handler && handler(event) !== false) {
        previous = { stroke: stroke.includes(' ') ? '' : previous.stroke, at: previous.at };
        return true;
      }
    }
  }
  return false;
}
