import { isolateHistory } from '@codemirror/commands';
import { EditorView } from '@codemirror/view';
import { useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import { classes } from '../ui/classes';
import type { EditorProps } from './Editor';
import { editorExtensions } from './extensions';
import { showProblems } from './problem-lines';

const NO_PROBLEMS: readonly never[] = [];

/** CodeMirror in React. Import `Editor`, which loads this when it is needed. */
export function CodeEditor(props: EditorProps) {
  const { value, problems = NO_PROBLEMS, caret, ref, className } = props;
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });

  useLayoutEffect(() => {
    if (host.current === null) return;
    const { value: doc } = latest.current;
    const extensions = editorExtensions(() => latest.current);
    const view = new EditorView({ parent: host.current, doc, extensions });
    editor.current = view;
    return () => view.destroy();
  }, []);

  useLayoutEffect(() => {
    const view = editor.current;
    if (view !== null) replaceText(view, value);
  }, [value]);

  useEffect(() => {
    editor.current?.dispatch({ effects: showProblems.of(problems) });
  }, [problems]);

  useEffect(() => {
    const view = editor.current;
    if (view === null || !caret) return;
    const at = Math.min(caret.at, view.state.doc.length);
    view.focus();
    view.dispatch({
      selection: { anchor: at },
      effects: EditorView.scrollIntoView(at, { y: 'center' }),
    });
  }, [caret]);

  useImperativeHandle(ref, () => ({
    focus: () => editor.current?.focus(),
    insert: (text, select) => {
      const view = editor.current;
      if (view === null) return;
      const { from, to } = view.state.selection.main;
      view.focus();
      view.dispatch({
        changes: { from, to, insert: text },
        selection: select
          ? { anchor: from + select.from, head: from + select.to }
          : { anchor: from + text.length },
        scrollIntoView: true,
        userEvent: 'input',
      });
    },
  }));

  return (
    <div
      ref={host}
      className={classes(
        'min-w-0 has-[.cm-focused]:outline-2 has-[.cm-focused]:outline-(--focus)',
        className,
      )}
    />
  );
}

/** Takes over a text from outside as one step that undo takes back, and leaves the caret in place. */
function replaceText(view: EditorView, text: string) {
  const before = view.state.doc.toString();
  if (before === text) return;
  let from = 0;
  while (from < before.length && from < text.length && before[from] === text[from]) from += 1;
  let end = 0;
  const most = Math.min(before.length, text.length) - from;
  while (end < most && before[before.length - 1 - end] === text[text.length - 1 - end]) end += 1;
  view.dispatch({
    changes: { from, to: before.length - end, insert: text.slice(from, text.length - end) },
    annotations: isolateHistory.of('full'),
  });
}
