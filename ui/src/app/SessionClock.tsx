import { useMutation, useQueryClient } from '@tanstack/react-query';
import { LockKeyhole } from 'lucide-react';
import { useEffect, useState } from 'react';
import { keys, useSession } from '../api/queries';
import { extendSession } from '../api/session';
import { Button } from '../ui/Button';
import { toast } from '../ui/toast';

const WARNING_S = 120;
const TOAST = 'session-ends';

/** The time left until the page locks; two minutes before it offers to stay signed in. */
export function SessionClock() {
  const left = useSecondsLeft();
  const canExtend = useSession().data?.can_extend ?? false;
  const cache = useQueryClient();
  const { mutate: extend } = useMutation({
    mutationFn: extendSession,
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.session }),
    onError: (error) => toast.error('Your session could not be prolonged', error.message),
  });
  const ending = left !== null && left > 0 && left <= WARNING_S;
  const over = left === 0;

  useEffect(() => {
    if (!ending) return;
    const text = canExtend
      ? 'The page locks in less than 2 minutes. What you wrote is kept.'
      : 'The page locks in less than 2 minutes and asks for your password. What you wrote is kept.';
    toast.sticky(TOAST, text, (close) =>
      canExtend ? (
        <Button
          size="sm"
          variant="primary"
          onClick={() => {
            close();
            extend();
          }}
        >
          Stay signed in
        </Button>
      ) : null,
    );
    return () => void toast.close(TOAST);
  }, [ending, canExtend, extend]);

  // The server says so with a 401, which raises the lock.
  useEffect(() => {
    if (over) void cache.invalidateQueries({ queryKey: keys.session });
  }, [over, cache]);

  if (left === null) return null;
  const minutes = Math.ceil(left / 60);
  return (
    <span className="flex shrink-0 items-center gap-1 text-2xs text-ink-3">
      <LockKeyhole aria-hidden size={12} />
      <span className="sr-only">Locks in </span>
      {left > WARNING_S ? `${minutes} min` : `${left} s`}
    </span>
  );
}

function useSecondsLeft(): number | null {
  const { data, dataUpdatedAt } = useSession();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  if (data === undefined) return null;
  // Counted from when it was asked, so that a clock that differs from the server's does no harm.
  const end = dataUpdatedAt + data.ttl_s * 1000;
  return Math.max(0, Math.round((end - Math.max(now, dataUpdatedAt)) / 1000));
}
