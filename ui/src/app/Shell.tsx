import { Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useUiPreferences } from '../api/ui-preferences';
import { setSingleKeys } from '../keys/dispatch';
import { useKeys } from '../keys/useKeys';
import { PageSlotsProvider } from '../ui/Page';
import { TooltipProvider } from '../ui/Tooltip';
import { Toaster } from '../ui/toast';
import { MoreSheet } from './MoreSheet';
import { datasetPages, plainPages } from './navigation';
import { Rail } from './Rail';
import { TabBar } from './TabBar';
import { TopBar } from './TopBar';
import { useDatasetId, useRememberDataset } from './useDatasetId';
import { useLogout } from './useLogout';

const CommandPalette = lazy(() =>
  import('./CommandPalette').then((module) => ({ default: module.CommandPalette })),
);
const KeySheet = lazy(() =>
  import('../keys/KeySheet').then((module) => ({ default: module.KeySheet })),
);

type Overlay = 'palette' | 'keys' | 'more' | null;

/** The frame of every page behind the password. */
export function Shell() {
  const [overlay, setOverlay] = useState<Overlay>(null);
  const [{ single_keys }] = useUiPreferences();
  const logout = useLogout();
  useRememberDataset();
  useGoKeys();
  useEffect(() => setSingleKeys(single_keys), [single_keys]);
  useKeys({
    'app.palette': () => setOverlay('palette'),
    'app.keys': () => setOverlay('keys'),
    'app.lock': () => logout.mutate(),
    // Without a page that saves, the browser would offer to save the page as a file.
    'app.save': () => undefined,
  });
  const { id } = useDatasetId();
  const close = () => setOverlay(null);

  return (
    <TooltipProvider>
      <PageSlotsProvider>
        <a href="#main" className="btn-primary sr-only z-60 focus:not-sr-only focus:fixed">
          Skip to the page
        </a>
        <div className="flex h-full overflow-hidden">
          <Rail onLogout={() => logout.mutate()} />
          <div className="flex min-w-0 flex-1 flex-col">
            <TopBar onSearch={() => setOverlay('palette')} />
            <main
              id="main"
              tabIndex={-1}
              className="relative flex min-h-0 flex-1 flex-col overflow-y-auto outline-none"
            >
              <Suspense>
                <Outlet />
              </Suspense>
            </main>
            <TabBar onMore={() => setOverlay('more')} />
          </div>
        </div>
        <Suspense>
          {overlay === 'palette' && (
            <CommandPalette onClose={close} onKeys={() => setOverlay('keys')} />
          )}
          {overlay === 'keys' && <KeySheet open onClose={close} />}
        </Suspense>
        {overlay === 'more' && (
          <MoreSheet
            dataset={id}
            onClose={close}
            onKeys={() => setOverlay('keys')}
            onLogout={() => logout.mutate()}
          />
        )}
        <Toaster />
      </PageSlotsProvider>
    </TooltipProvider>
  );
}

function useGoKeys() {
  const navigate = useNavigate();
  const { id } = useDatasetId();
  const go = (page: keyof typeof datasetPages) =>
    id === null ? false : navigate(datasetPages[page].link(id));
  useKeys({
    'go.generate': () => go('generate'),
    'go.examples': () => go('examples'),
    'go.export': () => go('export'),
    'go.templates': () => navigate(plainPages.templates.link),
    'go.runs': () => navigate(plainPages.runs.link),
    'go.datasets': () => navigate(plainPages.datasets.link),
    'go.settings': () => navigate(plainPages.settings.link),
  });
}
