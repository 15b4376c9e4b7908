import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { followRun, type RunStreamEvent } from '../../api/events';
import { type Audition, type AuditionAction, auditionReducer, emptyAudition } from './audition';
import { createTokenBuffer } from './token-buffer';

export interface FollowedAudition {
  audition: Audition;
  dispatch: (action: AuditionAction) => void;
  /** False while the stream is broken and is being opened again. */
  connected: boolean;
  /** Why the run cannot be shown at all. */
  error: unknown;
  /** Call after work was added to the run: follows it again when its stream had ended. */
  followAgain: () => void;
}

/** The cards of a run, kept up to date by its events. */
export function useAudition(
  runId: number | null,
  onEvent: (event: RunStreamEvent, before: Audition) => void,
): FollowedAudition {
  const [audition, dispatch] = useReducer(auditionReducer, emptyAudition);
  const [connected, setConnected] = useState(true);
  const [error, setError] = useState<unknown>(null);
  const [round, setRound] = useState(0);
  const following = useRef(false);
  const asked = useRef(0);
  const latest = useRef({ audition, onEvent });
  useEffect(() => {
    latest.current = { audition, onEvent };
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round follows the same run again
  useEffect(() => {
    dispatch({ type: 'opened', runId });
    setError(null);
    setConnected(true);
    if (runId === null) return;
    const stop = new AbortController();
    const tokens = createTokenBuffer((pieces) => dispatch({ type: 'tokens', pieces }));
    const seen = asked.current;
    following.current = true;
    const take = (event: RunStreamEvent) => {
      if (stop.signal.aborted) return;
      if (event.type === 'token') return tokens.add(event);
      tokens.flush();
      latest.current.onEvent(event, latest.current.audition);
      if (event.type !== 'end') dispatch(event);
    };
    followRun(runId, { signal: stop.signal, onEvent: take, onConnected: setConnected })
      .catch((reason) => !stop.signal.aborted && setError(reason))
      .finally(() => {
        if (stop.signal.aborted) return;
        following.current = false;
        // Work that was asked for while the stream was ending is not in it.
        if (asked.current !== seen) setRound((before) => before + 1);
      });
    return () => stop.abort();
  }, [runId, round]);

  const followAgain = useCallback(() => {
    asked.current += 1;
    if (!following.current) setRound((before) => before + 1);
  }, []);

  // Until the effect has opened the new run, the cards of the old one are not shown under its name.
  const current = audition.runId === runId ? audition : { ...emptyAudition, runId };
  return { audition: current, dispatch, connected, error, followAgain };
}
