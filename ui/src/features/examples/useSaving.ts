import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { describeError } from '../../api/errors';
import { toast } from '../../ui/toast';
import { conflictOf, type ExampleChange, putInCache, useSaveExample } from './changes';
import type { Example } from './queries';
import type { ExampleEdits } from './useExampleEdits';

interface Conflict {
  theirs: Example;
  mine: ExampleChange;
  onSaved: (() => void) | undefined;
}

/** Saves unsaved edits, and keeps the two versions when somebody else saved first. */
export function useSaving(dataset: number, { edits, settle, discard }: ExampleEdits) {
  const cache = useQueryClient();
  const { mutate, isPending } = useSaveExample(dataset);
  const [conflict, setConflict] = useState<Conflict | null>(null);

  const send = (id: number, rev: number, change: ExampleChange, onSaved?: () => void) =>
    mutate(
      { id, rev, change },
      {
        onSuccess: (saved) => {
          settle(saved, change);
          setConflict(null);
          onSaved?.();
        },
        onError: (error) => {
          const theirs = conflictOf(error);
          if (theirs) setConflict({ theirs, mine: change, onSaved });
          else toast.error('Your edit was not saved. It is kept as a draft.', describeError(error));
        },
      },
    );

  return {
    isSaving: isPending,
    conflict,
    save: (id: number, onSaved?: () => void) => {
      const edit = edits[id];
      if (edit) send(id, edit.rev, edit.change, onSaved);
      else onSaved?.();
    },
    keepMine: () => {
      if (conflict === null) return;
      const { theirs, mine, onSaved } = conflict;
      send(theirs.id, theirs.rev, mine, onSaved);
    },
    takeTheirs: () => {
      if (conflict === null) return;
      putInCache(cache, conflict.theirs);
      discard(conflict.theirs.id);
      setConflict(null);
      conflict.onSaved?.();
    },
    decideLater: () => setConflict(null),
  };
}

export type Saving = ReturnType<typeof useSaving>;
