import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { client } from '../../api/client';
import { describeError, unwrap } from '../../api/errors';
import { followImport, type ImportQuery, type ImportReport, importFile } from '../../api/imports';
import { keys } from '../../api/queries';
import { handedOver } from '../../lib/dropped-file';
import { formatAmount } from '../../lib/numbers';
import { toast } from '../../ui/toast';
import type { Target } from './import-words';

/** Faulty rows in the report that is downloaded. */
const ALL_FAULTS = 1_000_000;

interface Choices {
  format: string | null;
  /** Where columns go; null leaves it to dsforge. */
  mapping: Record<string, Target | null> | null;
  skipBad: boolean;
  keepDuplicates: boolean;
}

const UNTOUCHED: Choices = { format: null, mapping: null, skipBad: false, keepDuplicates: false };

export interface Progress {
  /** How much of the file has arrived, from 0 to 1. */
  sent: number;
  /** Rows that were gone through. */
  rows: number;
}

interface Chosen {
  file: File;
  /** Tells apart two files of one name. */
  number: number;
}

let files = 0;

/** What was dropped on another page, if anything was. */
const dropped = (): Chosen | null => numbered(handedOver());

function numbered(file: File | null): Chosen | null {
  files += 1;
  return file && { file, number: files };
}

/** A file, what it is found to be, what is to become of it, and the import itself. */
export function useImport(dataset: number, onDone: () => void) {
  const cache = useQueryClient();
  const [file, setFile] = useState(dropped);
  const [choices, setChoices] = useState(UNTOUCHED);
  const [progress, setProgress] = useState<Progress | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const understood = queryOf(choices);
  const look = useQuery<ImportReport>({
    // Not under the dataset: an import that is done is no reason to look once more.
    queryKey: ['import', dataset, file?.number, understood],
    enabled: file !== null && progress === null,
    // Another mapping of the same file may show what was understood before; another file may not.
    placeholderData: (before, query) => (query?.queryKey[2] === file?.number ? before : undefined),
    retry: false,
    queryFn: ({ signal }) =>
      importFile(dataset, (file as Chosen).file, { ...understood, dry_run: true }, { signal }),
  });

  const run = useMutation({
    mutationFn: async (chosen: File) => {
      const controller = new AbortController();
      const { signal } = controller;
      stop.current = controller;
      setProgress({ sent: 0, rows: 0 });
      let isFollowed = false;
      const follow = () => {
        isFollowed = true;
        const onProgress = ({ rows }: { rows: number }) =>
          setProgress((now) => now && { ...now, rows: Math.max(now.rows, rows) });
        followImport(dataset, signal, onProgress).catch(() => undefined);
      };
      const onSent = (sent: number) => {
        setProgress((now) => now && { ...now, sent });
        if (sent === 1 && !isFollowed) follow();
      };
      try {
        const query = {
          ...understood,
          on_error: choices.skipBad ? 'skip' : 'abort',
          duplicates: choices.keepDuplicates ? 'keep' : 'skip',
        } as const;
        return await importFile(dataset, chosen, query, { signal, onSent });
      } finally {
        controller.abort();
        setProgress(null);
      }
    },
    onSuccess: async (report) => {
      if (report.change_id == null) return;
      await cache.invalidateQueries({ queryKey: keys.datasets });
      offerUndo(dataset, report, () => cache.invalidateQueries({ queryKey: keys.datasets }));
      onDone();
    },
    onError: (error) => {
      if (error.name === 'AbortError')
        toast.success('The import was cancelled. Nothing was added.');
      else toast.error('Nothing was imported.', describeError(error));
    },
  });

  return {
    file: file?.file ?? null,
    choose: (chosen: File | null) => {
      setFile(numbered(chosen));
      setChoices(UNTOUCHED);
    },
    choices,
    change: (change: Partial<Choices>) => setChoices((made) => ({ ...made, ...change })),
    look,
    progress,
    start: () => file && !run.isPending && run.mutate(file.file),
    cancel: () => stop.current?.abort(),
    /** Every faulty row, not only those that are shown. */
    allFaults: async () => {
      const query = { ...understood, dry_run: true, max_errors: ALL_FAULTS };
      const { signal } = new AbortController();
      return file ? (await importFile(dataset, file.file, query, { signal })).errors : [];
    },
  };
}

function queryOf({ format, mapping }: Choices): ImportQuery {
  return {
    ...(format !== null && { format }),
    ...(mapping !== null && { mapping: JSON.stringify(mapping) }),
  };
}

function offerUndo(dataset: number, { imported, change_id }: ImportReport, onUndone: () => void) {
  const undo = async () => {
    try {
      const body = change_id == null ? {} : { change_id };
      const path = { params: { path: { id: dataset } } };
      const { summary } = await unwrap(client.POST('/datasets/{id}/undo', { ...path, body }));
      toast.success(summary);
    } catch (error) {
      toast.error('Nothing was taken back.', describeError(error));
    }
    onUndone();
  };
  toast.undo({
    ...(change_id != null && { id: `change ${change_id}` }),
    text: `${formatAmount(imported, 'example')} imported`,
    onUndo: () => void undo(),
  });
}
