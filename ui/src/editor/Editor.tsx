import { lazy, type Ref, Suspense } from 'react';
import { classes } from '../ui/classes';
import type { SourceFix } from './json-source';

/** What is wrong at a place of the text; shown under its line. */
export interface EditorProblem {
  from: number;
  to: number;
  message: string;
  fix: SourceFix | null;
}

export interface EditorHandle {
  focus: () => void;
  /** Writes at the caret and goes on there; with `select`, that part of it is selected. */
  insert: (text: string, select?: { from: number; to: number }) => void;
}

export interface EditorProps {
  value: string;
  onChange: (value: string) => void;
  /** What is written: JSON with line numbers, or a prompt with `{slots}`. Does not change. */
  mode: 'json' | 'prompt';
  /** Its name, read out. */
  label: string;
  describedBy?: string;
  problems?: readonly EditorProblem[];
  /** Offered after `{`. */
  slots?: readonly string[];
  /** Each new object puts the caret there and the focus into the editor. */
  caret?: { at: number } | null;
  placeholder?: string;
  ref?: Ref<EditorHandle>;
  className?: string;
}

const CodeEditor = lazy(() =>
  import('./CodeEditor').then((module) => ({ default: module.CodeEditor })),
);

/** The code editor. Its code is fetched when the first one is shown; until then the text stands there. */
export function Editor(props: EditorProps) {
  return (
    <Suspense fallback={<Waiting {...props} />}>
      <CodeEditor {...props} />
    </Suspense>
  );
}

function Waiting({ value, mode, className }: EditorProps) {
  return (
    <pre
      aria-busy
      className={classes(
        'min-h-20 px-3 py-2.5',
        mode === 'prompt' ? 'font-sans text-base leading-[1.6] whitespace-pre-wrap' : 'text-xs',
        className,
      )}
    >
      {value}
    </pre>
  );
}
