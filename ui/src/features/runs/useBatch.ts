import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { batchAddress, bringResults } from '../../api/batches';
import { startDownload } from '../../lib/download';
import { RESULTS, RUNS, type Run } from './queries';

/** When to look whether the run has left: the browser fetches the file by itself and does not say when. */
const LOOKS = [300, 1500, 5000];

/** Takes a run out as a batch file, and brings its results in. */
export function useBatch(run: Run) {
  const cache = useQueryClient();
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const settle = () => cache.invalidateQueries({ queryKey: RUNS });

  const takeOut = useMutation({
    mutationFn: (model: string) => batchAddress(run.id, model.trim()),
    onSuccess: (address) => {
      startDownload(address);
      for (const delay of LOOKS) setTimeout(settle, delay);
    },
  });
  const bringIn = useMutation({
    mutationFn: (file: File) => {
      stop.current = new AbortController();
      return bringResults(run.id, file, stop.current.signal);
    },
    onSettled: () => {
      settle();
      cache.invalidateQueries({ queryKey: RESULTS });
    },
  });
  return { takeOut, bringIn };
}
