import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { connected } from '../api/connection';
import { locked } from '../api/lock';
import { createQueryClient } from '../api/query-client';
import { useSignal } from '../lib/useSignal';
import { LockOverlay } from './LockOverlay';
import { OfflineBanner } from './OfflineBanner';
import { router } from './router';

export function App() {
  const [cache] = useState(createQueryClient);
  const isLocked = useSignal(locked);
  const isConnected = useSignal(connected);
  return (
    <QueryClientProvider client={cache}>
      <div className="flex h-dvh flex-col">
        {!isConnected && <OfflineBanner />}
        <div className="min-h-0 flex-1 overflow-y-auto">
          <RouterProvider router={router} />
        </div>
      </div>
      {isLocked && <LockOverlay />}
    </QueryClientProvider>
  );
}
