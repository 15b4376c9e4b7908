import {
  acceptCompletion,
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
} from '@codemirror/autocomplete';
import { type Extension, Prec, RangeSetBuilder } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  keymap,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import { promptParts } from '../lib/slots';

const slot = Decoration.mark({ class: 'cm-slot font-mono' });
const literal = Decoration.mark({ class: 'cm-slot-literal font-mono' });

/** Slots are drawn as chips; `{{name}}`, which is plain text, is drawn apart from them. */
export const slotHighlight: Extension = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = highlight(view);
    }
    update(update: ViewUpdate) {
      if (update.docChanged) this.decorations = highlight(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function highlight(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { kind, from, to } of promptParts(view.state.doc.toString())) {
    if (kind !== 'text') builder.add(from, to, kind === 'slot' ? slot : literal);
  }
  return builder.finish();
}

/** Offers the slots there are after `{`. A name that is not among them makes a new one. */
export function slotCompletion(names: () => readonly string[]): Extension {
  const source = (context: CompletionContext): CompletionResult | null => {
    const typed = context.matchBefore(/\{\w*$/);
    if (typed === null || context.state.sliceDoc(typed.from - 1, typed.from) === '{') return null;
    const options = names().map((label) => ({ label, apply: writeSlot }));
    return { from: typed.from + 1, options, validFor: /^\w*$/ };
  };
  return [
    autocompletion({ override: [source], icons: false, interactionDelay: 0 }),
    Prec.highest(keymap.of([{ key: 'Tab', run: acceptCompletion }, ...completionKeymap])),
  ];
}

function writeSlot(view: EditorView, { label }: Completion, from: number, to: number) {
  const closed = view.state.sliceDoc(to, to + 1) === '}';
  const insert = `${label}}`;
  view.dispatch({
    changes: { from, to: closed ? to + 1 : to, insert },
    selection: { anchor: from + insert.length },
    userEvent: 'input.complete',
  });
}
