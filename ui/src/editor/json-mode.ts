import { json } from '@codemirror/lang-json';
import { syntaxTree } from '@codemirror/language';
import { type Extension, RangeSetBuilder } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';

const mark = (name: string) => Decoration.mark({ class: `cm-json-${name}` });
const name = mark('name');
const value = mark('value');
const MARKS: Record<string, Decoration> = {
  PropertyName: name,
  String: value,
  Number: value,
  True: value,
  False: value,
  Null: value,
};

/** JSON: names stand out, values a little less, punctuation steps back. */
export const jsonMode: Extension = [
  json(),
  ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = colour(view);
      }
      update(update: ViewUpdate) {
        const parsed = syntaxTree(update.startState) !== syntaxTree(update.state);
        if (update.docChanged || update.viewportChanged || parsed) {
          this.decorations = colour(update.view);
        }
      }
    },
    { decorations: (plugin) => plugin.decorations },
  ),
];

function colour(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: (node) => {
        const decoration = MARKS[node.name];
        if (decoration) builder.add(node.from, node.to, decoration);
      },
    });
  }
  return builder.finish();
}
