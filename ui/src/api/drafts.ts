import { useCallback, useEffect, useRef, useState } from 'react';
import { client } from './client';
import { unwrap } from './errors';

const SETTLE_MS = 600;

let listing: Promise<string[]> | null = null;

/** The keys of all drafts. Those who ask while one answer is under way share it. */
export function listDrafts(): Promise<string[]> {
  listing ??= unwrap(client.GET('/drafts'))
    .then((drafts) => drafts.map(({ key }) => key))
    .finally(() => {
      listing = null;
    });
  return listing;
}

/** What was kept under `key`, or null. Drafts hold content, so they live sealed on the server. */
export async function readDraft(key: string): Promise<unknown> {
  // Asking for one that is not there would be an error in the browser's console at every first visit.
  if (!(await listDrafts()).includes(key)) return null;
  const { value } = await unwrap(client.GET('/drafts/{key}', { params: { path: { key } } }));
  return value ?? null;
}

export async function writeDraft(key: string, value: unknown): Promise<void> {
  await unwrap(client.PUT('/drafts/{key}', { params: { path: { key } }, body: { value } }));
}

export async function dropDraft(key: string): Promise<void> {
  await unwrap(client.DELETE('/drafts/{key}', { params: { path: { key } } }));
}

export type DraftState = 'clean' | 'pending' | 'kept' | 'failed';

/** Keeps a draft while it is written: `save` waits for a pause in typing, leaving flushes it. */
export function useDraftSaver(key: string) {
  const [state, setState] = useState<DraftState>('clean');
  const pending = useRef<{ value: unknown; timer: number } | null>(null);

  const flush = useCallback(async () => {
    const entry = pending.current;
    if (entry === null) return;
    pending.current = null;
    window.clearTimeout(entry.timer);
    try {
      await writeDraft(key, entry.value);
      setState(pending.current === null ? 'kept' : 'pending');
    } catch {
      setState('failed');
    }
  }, [key]);

  const save = useCallback(
    (value: unknown) => {
      if (pending.current !== null) window.clearTimeout(pending.current.timer);
      pending.current = { value, timer: window.setTimeout(flush, SETTLE_MS) };
      setState('pending');
    },
    [flush],
  );

  const drop = useCallback(async () => {
    if (pending.current !== null) window.clearTimeout(pending.current.timer);
    pending.current = null;
    await dropDraft(key);
    setState('clean');
  }, [key]);

  useEffect(() => () => void flush(), [flush]);

  return { state, save, flush, drop };
}
