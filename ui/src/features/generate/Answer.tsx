import { ChevronRight } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { classes } from '../../ui/classes';
import { type Candidate, finalOf, isEdited, type Live } from './audition';
import { ToolCalls } from './ToolCalls';
import { TOOL_LINTS } from './tool-calls';

const WordDiff = lazy(() =>
  import('../../ui/WordDiff').then((module) => ({ default: module.WordDiff })),
);
const LintList = lazy(() => import('./LintList').then((module) => ({ default: module.LintList })));
const Attempts = lazy(() => import('./Attempts').then((module) => ({ default: module.Attempts })));

interface Props {
  candidate: Candidate;
  /** What is written so far; null when the answer is whole. */
  live: Live | null;
  showDiff: boolean;
  frozen: boolean;
}

/** The text of an answer, with what was thought before it and the tools it calls. */
export function Answer({ candidate, live, showDiff, frozen }: Props) {
  const { state } = candidate;
  const { output, tool_calls } = finalOf(candidate);
  const text = live?.output || output;
  const reasoning = live?.reasoning || candidate.reasoning;
  // What is wrong with a tool call is said at the call.
  const saidAtCalls = tool_calls.some(({ error }) => error != null);
  const lints = candidate.lints.filter(({ rule }) => !(saidAtCalls && TOOL_LINTS.includes(rule)));
  return (
    <div className="text-base leading-[1.6] empty:hidden">
      {reasoning && <Reasoning text={reasoning} thinking={state === 'writing' && text === ''} />}
      {(text !== '' || state === 'writing') && (
        <p className="break-words whitespace-pre-wrap">
          {showDiff && isEdited(candidate) ? (
            <Suspense fallback={text}>
              <WordDiff before={candidate.output} after={text} />
            </Suspense>
          ) : (
            text
          )}
          {state === 'writing' && <Caret frozen={frozen} />}
        </p>
      )}
      {(state === 'waiting' || state === 'writing') && <Lines frozen={frozen} />}
      <ToolCalls candidate={candidate} calls={tool_calls} />
      <Suspense>{lints.length > 0 && <LintList lints={lints} />}</Suspense>
      <Suspense>
        {'attempts' in candidate.provenance && <Attempts candidate={candidate} />}
      </Suspense>
    </div>
  );
}

function Reasoning({ text, thinking }: { text: string; thinking: boolean }) {
  return (
    <details className="group mb-3 rounded-lg bg-sunken px-3 py-2 text-sm text-ink-2 ring-1 ring-line">
      <summary className="flex cursor-pointer list-none items-center gap-1 text-xs font-medium">
        <ChevronRight
          aria-hidden
          size={13}
          className="shrink-0 text-ink-3 transition-transform group-open:rotate-90"
        />
        {thinking ? 'Thinking…' : 'Reasoning'}
      </summary>
      <p className="mt-2 break-words whitespace-pre-wrap">{text}</p>
    </details>
  );
}

function Caret({ frozen }: { frozen: boolean }) {
  return (
    <span
      aria-hidden
      className={classes(
        'ml-0.5 inline-block h-[1.05em] w-[7px] translate-y-[2px] rounded-[1px] bg-accent',
        frozen && 'opacity-55',
      )}
    />
  );
}

/** Where text will be. */
function Lines({ frozen }: { frozen: boolean }) {
  const look = classes('h-2.5 rounded bg-sunken', !frozen && 'animate-pulse');
  return (
    <div aria-hidden className="mt-4 space-y-2">
      <div className={classes(look, 'w-11/12')} />
      <div className={classes(look, 'w-3/4')} />
    </div>
  );
}
