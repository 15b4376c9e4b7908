import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { client } from '../../api/client';
import { unwrap } from '../../api/errors';
import { type RotationNews, rotateKey } from '../../api/keys';
import { useSavePreferences } from '../../api/queries';
import type { Schema } from '../../api/schema';

const KEY = ['key'];
const POLL_MS = 1000;

/** How a rotation ended, as far as this page was told. */
export type Ending = 'running' | 'lost' | Schema<'RotationEnd'>;

/** The key in use and how far its replacement is; asked every second while there is one. */
export function useKey() {
  return useQuery({
    queryKey: KEY,
    queryFn: () => unwrap(client.GET('/key')),
    refetchInterval: ({ state }) => (state.data?.rotation ? POLL_MS : false),
  });
}

/** Replaces key and recovery code. It begins with the code; what is left goes on by itself. */
export function useRotation() {
  const cache = useQueryClient();
  const { mutate: savePreferences } = useSavePreferences();
  const [code, setCode] = useState<string | null>(null);
  const [ending, setEnding] = useState<Ending | null>(null);
  const listening = useRef(new AbortController());
  useEffect(() => {
    const mounted = new AbortController();
    listening.current = mounted;
    return () => mounted.abort();
  }, []);

  const hear = async (news: AsyncGenerator<RotationNews>) => {
    let last: Ending = 'lost';
    try {
      for await (const item of news) {
        if (item.type === 'end') last = item;
        if (item.type === 'progress') {
          const rotation = { done: item.done, total: item.total };
          cache.setQueryData<Schema<'KeyState'>>(KEY, (known) => known && { ...known, rotation });
        }
      }
    } catch {
      // The connection broke: the key itself says how far it is.
    }
    if (listening.current.signal.aborted) return;
    setEnding(last);
    void cache.invalidateQueries({ queryKey: KEY });
  };

  const start = useMutation({
    mutationFn: async (password: string) => {
      const news = rotateKey(password, listening.current.signal);
      const first = await news.next();
      if (first.done || first.value.type !== 'recovery_code') {
        throw new Error('No code arrived. Ask again: you get another one.');
      }
      return { code: first.value.recovery_code, news };
    },
    onSuccess: ({ code: fresh, news }) => {
      setCode(fresh);
      setEnding('running');
      savePreferences({ recovery_confirmed: false });
      void hear(news);
    },
  });

  return {
    start,
    /** The new code, until it is said to be stored. */
    code,
    ending,
    confirmStored: () => {
      setCode(null);
      savePreferences({ recovery_confirmed: true });
    },
  };
}
