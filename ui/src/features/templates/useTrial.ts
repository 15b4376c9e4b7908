import { useCallback, useEffect, useRef, useState } from 'react';
import { client } from '../../api/client';
import { describeError, unwrap } from '../../api/errors';
import { followRun, type RunStreamEvent } from '../../api/events';
import type { Schema } from '../../api/schema';

/** One answer, as far as it has come. */
export interface Trial {
  state: 'starting' | 'writing' | 'done' | 'failed' | 'stopped';
  model: string;
  output: string;
  reasoning: string;
  tool_calls: Schema<'ToolCall'>[];
  /** Why it failed. */
  error: string | null;
}

interface Start {
  templateId: number;
  slots: Record<string, string>;
  model: string;
}

/** Runs a template once and follows the answer. A new trial takes the place of the one before. */
export function useTrial() {
  const [trial, setTrial] = useState<Trial | null>(null);
  const running = useRef<{ abort: AbortController; runId: number | null } | null>(null);
  useEffect(() => () => running.current?.abort.abort(), []);

  const start = useCallback(async ({ templateId, slots, model }: Start) => {
    running.current?.abort.abort();
    const abort = new AbortController();
    const run = { abort, runId: null as number | null };
    running.current = run;
    let current: Trial = {
      state: 'starting',
      model,
      output: '',
      reasoning: '',
      tool_calls: [],
      error: null,
    };
    setTrial(current);
    const show = onceAFrame(() => !abort.signal.aborted && setTrial(current));
    try {
      const body = { template_id: templateId, slots, count: 1, model };
      const { id } = await unwrap(client.POST('/runs', { body, signal: abort.signal }));
      run.runId = id;
      await followRun(id, {
        signal: abort.signal,
        onEvent: (event) => {
          current = follow(current, event);
          show();
        },
      });
    } catch (error) {
      if (abort.signal.aborted) return;
      current = { ...current, state: 'failed', error: describeError(error) };
    }
    show();
  }, []);

  const stop = useCallback(async () => {
    const run = running.current;
    if (run?.runId == null) return;
    await unwrap(client.POST('/runs/{id}/cancel', { params: { path: { id: run.runId } } }));
  }, []);

  return { trial, start, stop };
}

function follow(trial: Trial, event: RunStreamEvent): Trial {
  switch (event.type) {
    case 'snapshot': {
      const [candidate] = event.candidates;
      const partial = event.partial.find(({ candidate_id }) => candidate_id === candidate?.id);
      return take({ ...trial, ...(partial && pieces(partial)) }, candidate);
    }
    case 'candidate':
      return take(trial, event.candidate);
    case 'token':
      return {
        ...trial,
        state: 'writing',
        output: trial.output + event.text,
        reasoning: trial.reasoning + event.reasoning,
      };
    case 'run':
      return event.run.status === 'failed'
        ? { ...trial, state: 'failed', error: event.run.error ?? trial.error }
        : trial;
    default:
      return trial;
  }
}

function take(trial: Trial, candidate: Schema<'Candidate'> | undefined): Trial {
  if (candidate === undefined || candidate.state === 'waiting') return trial;
  if (candidate.state === 'writing') return { ...trial, state: 'writing' };
  return {
    ...trial,
    state: candidate.state,
    output: candidate.output || trial.output,
    reasoning: candidate.reasoning ?? trial.reasoning,
    tool_calls: candidate.tool_calls,
    error: candidate.error?.message ?? null,
  };
}

const pieces = ({ output, reasoning }: Schema<'Partial'>) => ({
  output,
  reasoning: reasoning ?? '',
});

/** Runs `task` with the next frame, however often it is asked to before. */
function onceAFrame(task: () => void): () => void {
  let frame = 0;
  return () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(task);
  };
}
