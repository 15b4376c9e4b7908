import { EditorView } from '@codemirror/view';
import { act, waitFor } from '@testing-library/react';

// jsdom has no layout; CodeMirror asks where text stands when it scrolls to the caret.
const nowhere = { ...new DOMRect(), toJSON: () => ({}) };
Range.prototype.getBoundingClientRect ??= () => nowhere;
Range.prototype.getClientRects ??= () => Object.assign([], { item: () => null });

// Loaded before the first test, so that none of them waits for the editor's code.
await import('../editor/CodeEditor');

/** The code editor whose name begins with this, once it is there. */
export async function findEditor(name: string): Promise<EditorView> {
  return waitFor(() => {
    const contents = [...document.querySelectorAll<HTMLElement>('.cm-content')];
    const content = contents.find((one) => one.getAttribute('aria-label')?.startsWith(name));
    const view = content && EditorView.findFromDOM(content);
    if (!view) throw new Error(`There is no code editor called “${name}”.`);
    return view;
  });
}

/** Writes over a part of an editor's text, or over all of it, as typing would. */
export function write(view: EditorView, text: string, part?: string) {
  const doc = view.state.doc.toString();
  const from = part === undefined ? 0 : doc.indexOf(part);
  if (from === -1) throw new Error(`The editor does not hold “${part}”.`);
  const to = part === undefined ? doc.length : from + part.length;
  act(() => view.dispatch({ changes: { from, to, insert: text }, userEvent: 'input' }));
}
