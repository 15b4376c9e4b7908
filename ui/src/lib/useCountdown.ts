import { useEffect, useState } from 'react';

/** Seconds until `end` (a time of `Date.now()`), counting down; 0 when it is over or there is none. */
export function useCountdown(end: number | null): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (end === null) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [end]);
  return end === null ? 0 : Math.max(0, Math.ceil((end - now) / 1000));
}
