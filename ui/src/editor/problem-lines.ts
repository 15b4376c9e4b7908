import {
  type EditorState,
  type Extension,
  RangeSet,
  StateEffect,
  StateField,
  type Text,
} from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  EditorView,
  GutterMarker,
  gutterLineClass,
  gutterWidgetClass,
  WidgetType,
} from '@codemirror/view';
import type { EditorProblem } from './Editor';
import type { SourceFix } from './json-source';

/** Shows these problems in place of those before. */
export const showProblems = StateEffect.define<readonly EditorProblem[]>();

const problemDecorations = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (decorations, transaction) => {
    const shown = transaction.effects.find((effect) => effect.is(showProblems));
    if (shown) return decorate(transaction.state, shown.value);
    return decorations.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

class LineMark extends GutterMarker {
  override elementClass = 'cm-problem-number';
}
const lineMark = new LineMark();

/** A problem tints its line and number, underlines the place and says under the line what is wrong. */
export const problemLines: Extension = [
  problemDecorations,
  gutterLineClass.compute([problemDecorations], (state) => {
    const lines = new Set<number>();
    state.field(problemDecorations).between(0, state.doc.length, (from, _to, { spec }) => {
      if (spec.class === 'cm-problem-line') lines.add(from);
    });
    return RangeSet.of([...lines].map((from) => lineMark.range(from)));
  }),
  gutterWidgetClass.of((_view, widget) => (widget instanceof ProblemRow ? lineMark : null)),
];

function decorate(state: EditorState, problems: readonly EditorProblem[]): DecorationSet {
  const decorations = problems.flatMap((problem) => {
    const { from, to } = placeIn(state.doc, problem);
    const line = state.doc.lineAt(from);
    const end = Math.min(Math.max(to, from + 1), line.to);
    return [
      Decoration.line({ class: 'cm-problem-line' }).range(line.from),
      ...(from < end ? [Decoration.mark({ class: 'cm-problem-mark' }).range(from, end)] : []),
      Decoration.widget({ widget: new ProblemRow(problem), block: true, side: 1 }).range(line.to),
    ];
  });
  return Decoration.set(decorations, true);
}

/** The text may have become shorter since the problem was found. */
function placeIn(doc: Text, { from, to }: EditorProblem) {
  return { from: Math.min(from, doc.length), to: Math.min(to, doc.length) };
}

class ProblemRow extends WidgetType {
  private readonly problem: EditorProblem;

  constructor(problem: EditorProblem) {
    super();
    this.problem = problem;
  }

  override eq({ problem }: ProblemRow) {
    return (
      problem.message === this.problem.message &&
      JSON.stringify(problem.fix) === JSON.stringify(this.problem.fix)
    );
  }

  override toDOM(view: EditorView) {
    const { message, fix } = this.problem;
    const row = document.createElement('div');
    row.className = 'cm-problem-row font-sans text-xs';
    const words = document.createElement('span');
    words.textContent = message;
    const shown = document.createElement('div');
    shown.append(warningSign(), words);
    if (fix) shown.append(fixButton(view, fix));
    row.append(shown);
    return row;
  }

  override ignoreEvent() {
    return true;
  }
}

function fixButton(view: EditorView, fix: SourceFix) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = fix.label;
  button.addEventListener('click', () => {
    const { from, to, insert } = fix;
    view.focus();
    view.dispatch({
      changes: { from, to, insert },
      selection: { anchor: from + insert.length },
      userEvent: 'input',
    });
  });
  return button;
}

const SVG = 'http://www.w3.org/2000/svg';

function warningSign() {
  const sign = document.createElementNS(SVG, 'svg');
  sign.setAttribute('viewBox', '0 0 24 24');
  sign.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20M12 8v4M12 16h.01');
  sign.append(path);
  return sign;
}
