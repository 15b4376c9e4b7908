import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { batchAddress, bringResults } from '../../api/batches';
import { startDownload } from '../../lib/download';
import { RESULTS, RUNS, type Run } from './queries';

/** How long the browser may need until its download has begun and the run has left. */
const LEAVES_WITHIN = 1500;

/** Takes a run out as a batch file, and brings its results in. */
export function useBatch(run: Run) {
  const cache = useQueryClient();
  const stop = useRef<AbortController | null>(null);
  const later = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(later.current), []);
  useEffect(() => () => stop.current?.abort(), []);
  const settle = () => cache.invalidateQueries({ queryKey: RUNS });

  const takeOut = useMutation({
    mutationFn: (model: string) => batchAddress(run.id, model.trim()),
    onSuccess: (address) => {
      startDownload(address);
      // The browser fetches it by itself and does not say when.
      later.current = setTimeout(settle, LEAVES_WITHIN);
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
