import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { history, historyKeymap, indentWithTab, standardKeymap } from '@codemirror/commands';
import { bracketMatching, indentUnit } from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view';
import type { EditorProps } from './Editor';
import { jsonMode } from './json-mode';
import { problemLines } from './problem-lines';
import { slotCompletion, slotHighlight } from './slot-mode';
import { theme } from './theme';

/** Everything an editor consists of. `props` reads what the component was last given. */
export function editorExtensions(props: () => EditorProps): Extension {
  const { mode, placeholder: hint } = props();
  return [
    theme,
    mode === 'json' ? json : prompt(props),
    hint === undefined ? [] : placeholder(hint),
    history(),
    highlightSpecialChars(),
    drawSelection(),
    problemLines,
    // Only what text fields do everywhere: the other keys belong to the page.
    keymap.of([...standardKeymap, ...historyKeymap]),
    EditorView.updateListener.of((update) => {
      const text = update.state.doc.toString();
      if (update.docChanged && text !== props().value) props().onChange(text);
    }),
    EditorView.contentAttributes.of(() => {
      const { label, describedBy, problems } = props();
      return {
        'aria-label': label,
        tabindex: '0',
        ...(describedBy && { 'aria-describedby': describedBy }),
        ...(problems?.length && { 'aria-invalid': 'true' }),
      };
    }),
  ];
}

// Escape and then Tab leaves the editor: CodeMirror lets the first Tab after Escape through.
const json: Extension = [
  jsonMode,
  lineNumbers(),
  bracketMatching(),
  closeBrackets(),
  indentUnit.of('  '),
  EditorState.tabSize.of(2),
  keymap.of([...closeBracketsKeymap, indentWithTab]),
];

const prompt = (props: () => EditorProps): Extension => [
  EditorView.lineWrapping,
  EditorView.contentAttributes.of({ spellcheck: 'true', autocapitalize: 'sentences' }),
  slotHighlight,
  slotCompletion(() => props().slots ?? []),
];
