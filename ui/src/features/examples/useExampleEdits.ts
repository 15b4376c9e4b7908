import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { readDraft, useDraftSaver } from '../../api/drafts';
import type { ExampleChange } from './changes';
import type { Example } from './queries';

/** What was changed in an example and not saved yet. */
export interface ExampleEdit {
  /** The revision it was made on. */
  rev: number;
  change: ExampleChange;
}

type Edits = Readonly<Record<string, ExampleEdit>>;

/** Unsaved edits of a dataset's examples. They outlive the page as one draft on the server. */
export function useExampleEdits(dataset: number) {
  const key = `examples-${dataset}`;
  const { save, drop } = useDraftSaver(key);
  const [edits, setEdits] = useState<Edits>({});
  // Saving is slow: what comes back must meet the edits of then, not those of when it began.
  const latest = useRef<Edits>(edits);

  const keep = useCallback(
    (next: Edits) => {
      latest.current = next;
      setEdits(next);
      if (Object.keys(next).length > 0) save(next);
      // A draft that stays behind does no harm: it is read again, and every edit in it is shown.
      else drop().catch(() => undefined);
    },
    [save, drop],
  );

  const kept = useQuery({
    queryKey: ['drafts', key],
    queryFn: () => readDraft(key),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  useEffect(() => {
    if (!kept.data) return;
    const all = { ...(kept.data as Edits), ...latest.current };
    latest.current = all;
    setEdits(all);
  }, [kept.data]);

  const discard = (id: number) => {
    const { [id]: _, ...rest } = latest.current;
    keep(rest);
  };

  /** Changes some fields; a field back at what is saved is no edit any more. */
  const edit = (example: Example, fields: ExampleChange) => {
    const before = latest.current[example.id];
    const all = Object.entries({ ...before?.change, ...fields });
    const change = Object.fromEntries(
      all.filter(([field, value]) => !isSame(value, example[field as keyof Example])),
    );
    if (Object.keys(change).length === 0) discard(example.id);
    else keep({ ...latest.current, [example.id]: { rev: before?.rev ?? example.rev, change } });
  };

  /** After `sent` was saved: what was written meanwhile stays, as an edit of the new revision. */
  const settle = (saved: Example, sent: ExampleChange) => {
    const now = latest.current[saved.id];
    if (now === undefined) return;
    if (now.change === sent) discard(saved.id);
    else keep({ ...latest.current, [saved.id]: { ...now, rev: saved.rev } });
  };

  return { edits, edit, discard, settle };
}

export type ExampleEdits = ReturnType<typeof useExampleEdits>;

const isSame = (left: unknown, right: unknown) =>
  JSON.stringify(left ?? null) === JSON.stringify(right ?? null);
