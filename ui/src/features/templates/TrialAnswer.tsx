import { Square } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '../../ui/Button';
import { ErrorNote } from '../../ui/ErrorNote';
import { Spinner } from '../../ui/Spinner';
import { ToolCallBox } from '../../ui/ToolCallBox';
import type { Trial } from './useTrial';

const STATES = {
  starting: 'Waiting for the model',
  writing: 'Writing',
  done: '',
  failed: '',
  stopped: 'Stopped',
};

/** The answer to a trial, as it comes. It is kept nowhere but among the runs. */
export function TrialAnswer({ trial, onStop }: { trial: Trial; onStop: () => void }) {
  const { state, model, output, reasoning, tool_calls, error } = trial;
  const isBusy = state === 'starting' || state === 'writing';
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state === 'starting') box.current?.scrollIntoView({ block: 'nearest' });
  }, [state]);
  return (
    <div ref={box} className="min-h-24 border-t border-line pt-4">
      <div className="mb-1.5 flex items-center gap-2">
        <h3 className="eyebrow flex-1 truncate">
          Answer of <span className="normal-case">{model}</span>
        </h3>
        <span role="status" className="flex items-center gap-1.5 text-2xs text-accent">
          {isBusy && <Spinner size={12} />}
          {STATES[state]}
        </span>
        {isBusy && (
          <Button size="sm" variant="ghost" icon={Square} onClick={onStop}>
            Stop
          </Button>
        )}
      </div>
      {reasoning !== '' && (
        <details className="mb-2 text-xs text-ink-3">
          <summary>Thoughts</summary>
          <p className="mt-1 whitespace-pre-wrap">{reasoning}</p>
        </details>
      )}
      {output !== '' && (
        <p className="leading-[1.6] wrap-anywhere whitespace-pre-wrap">
          {output}
          {state === 'writing' && (
            <span
              aria-hidden
              className="ml-px inline-block h-[1em] w-px translate-y-px bg-accent"
            />
          )}
        </p>
      )}
      {tool_calls.map((call, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a model may call the same tool twice
        <div key={index} className="mt-2">
          <ToolCallBox call={call} />
        </div>
      ))}
      {state === 'done' && output === '' && tool_calls.length === 0 && (
        <p className="text-ink-3">The model answered with nothing.</p>
      )}
      {state === 'failed' && (
        <ErrorNote title="No answer came" detail={error ?? 'The run failed without a reason.'} />
      )}
    </div>
  );
}
