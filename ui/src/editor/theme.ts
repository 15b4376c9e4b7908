import { EditorView } from '@codemirror/view';

/** The look of the editors, in the tokens of the page, so that it follows light and dark. */
export const theme = EditorView.theme({
  '&': {
    color: 'var(--ink)',
    backgroundColor: 'var(--surface)',
    // Widths of what stands under a line are told in parts of the editor's.
    containerType: 'inline-size',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { lineHeight: 'inherit', fontFamily: 'inherit' },
  '.cm-content': { padding: '10px 0', caretColor: 'var(--accent)' },
  '.cm-line': { padding: '0 12px' },
  '.cm-cursor': { borderLeftColor: 'var(--accent)', borderLeftWidth: '1.5px' },
  '.cm-placeholder': { color: 'var(--ink-3)' },
  '& .cm-selectionLayer .cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground':
    { background: 'var(--accent-line)' },
  '.cm-specialChar': { color: 'var(--bad)' },

  '.cm-gutters': { color: 'var(--ink-3)', backgroundColor: 'var(--surface)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '36px', padding: '0 8px 0 10px' },
  '.cm-json-name': { color: 'var(--ink)' },
  '.cm-json-value': { color: 'var(--ink-2)' },
  '&:has(.cm-lineNumbers) .cm-line': { color: 'var(--ink-3)', padding: '0 12px 0 2px' },
  '&.cm-focused .cm-matchingBracket': {
    color: 'var(--ink)',
    backgroundColor: 'var(--accent-soft)',
  },
  '&.cm-focused .cm-nonmatchingBracket': { color: 'var(--bad)', backgroundColor: 'transparent' },

  '.cm-slot': {
    fontSize: '0.93em',
    color: 'var(--accent)',
    backgroundColor: 'var(--accent-soft)',
    borderRadius: '4px',
    padding: '1px 4px',
    fontVariantLigatures: 'none',
  },
  '.cm-slot-literal': { fontSize: '0.93em', color: 'var(--ink-2)' },

  '.cm-problem-line, .cm-problem-row': {
    backgroundColor: 'var(--bad-soft)',
  },
  '&:has(.cm-lineNumbers) .cm-line.cm-problem-line': { color: 'var(--ink-2)' },
  '.cm-problem-number': { color: 'var(--bad)', backgroundColor: 'var(--bad-soft)' },
  '.cm-problem-mark': {
    textDecoration: 'underline wavy var(--bad)',
    textUnderlineOffset: '3px',
    textDecorationThickness: '1px',
  },
  // What is said stays in sight while the code is scrolled sideways.
  '.cm-problem-row > div': {
    position: 'sticky',
    left: '48px',
    width: 'calc(100cqi - 48px)',
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px 8px',
    padding: '3px 8px 5px 2px',
    color: 'var(--bad)',
    whiteSpace: 'normal',
    userSelect: 'text',
  },
  '.cm-problem-row svg': {
    width: '13px',
    height: '13px',
    flexShrink: '0',
    fill: 'none',
    stroke: 'currentColor',
    strokeWidth: '1.75',
    strokeLinecap: 'round',
  },
  '.cm-problem-row span': { flex: '1 1 12em' },
  '.cm-problem-row button': {
    height: '24px',
    padding: '0 8px',
    border: '1px solid var(--line)',
    borderRadius: '6px',
    backgroundColor: 'var(--surface)',
    color: 'var(--ink)',
    fontSize: '11px',
    fontWeight: '500',
    boxShadow: 'var(--shadow-1)',
  },

  '.cm-tooltip': {
    border: '1px solid var(--line)',
    borderRadius: '8px',
    backgroundColor: 'var(--surface)',
    boxShadow: 'var(--shadow-2)',
    overflow: 'hidden',
    zIndex: '60',
  },
  '.cm-tooltip-autocomplete.cm-tooltip > ul': {
    fontFamily: 'inherit',
    fontSize: '12px',
    padding: '4px',
  },
  '.cm-tooltip-autocomplete.cm-tooltip > ul > li': {
    padding: '4px 8px',
    borderRadius: '6px',
    color: 'var(--ink)',
  },
  '.cm-tooltip-autocomplete.cm-tooltip > ul > li[aria-selected]': {
    color: 'var(--accent)',
    backgroundColor: 'var(--accent-soft)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
});
