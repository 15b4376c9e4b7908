import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { connected, reconnect } from '../api/connection';
import { Banner } from '../ui/Banner';

/** Shown while the server gives no answer; when it does again, everything is read anew. */
export function OfflineBanner() {
  const cache = useQueryClient();
  useEffect(() => {
    const stop = new AbortController();
    reconnect(stop.signal);
    return () => {
      stop.abort();
      if (connected.get()) cache.invalidateQueries();
    };
  }, [cache]);
  return (
    <div className="relative z-70 shrink-0">
      <Banner tone="bad">
        <span className="font-medium">dsforge isn’t running.</span> Start it again; this page
        reconnects by itself and keeps what you wrote.
      </Banner>
    </div>
  );
}
