import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { beforeEach, vi } from 'vitest';
import { examplesSearch, exportSearch, generateSearch } from '../app/search';
import { TooltipProvider } from '../ui/Tooltip';
import { Toaster } from '../ui/toast';

const VALIDATORS = {
  generate: generateSearch,
  examples: examplesSearch,
  export: exportSearch,
  import: () => ({}),
};

/** Renders a page of a dataset at its own address, so that it reads and writes its search params. */
export function renderDatasetPage(
  name: keyof typeof VALIDATORS,
  page: ReactNode,
  search = '',
  id = 1,
) {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const root = createRootRoute();
  const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Outlet });
  const dataset = createRoute({
    getParentRoute: () => shell,
    path: '/d/$dataset',
    params: { parse: (raw) => ({ dataset: Number(raw.dataset) }) },
  });
  const own = createRoute({
    getParentRoute: () => dataset,
    path: name,
    validateSearch: VALIDATORS[name],
    component: () => page,
  });
  const elsewhere = createRoute({ getParentRoute: () => root, path: '$' });
  const history = createMemoryHistory({ initialEntries: [`/d/${id}/${name}${search}`] });
  const router = createRouter({
    routeTree: root.addChildren([shell.addChildren([dataset.addChildren([own])]), elsewhere]),
    history,
  });
  const view = render(
    <QueryClientProvider client={cache}>
      <TooltipProvider>
        <RouterProvider router={router as never} />
        <Toaster />
      </TooltipProvider>
    </QueryClientProvider>,
  );
  return { ...view, user: userEvent.setup(), cache, address: () => history.location.href };
}

/** jsdom lays nothing out; a list that draws only what is in sight needs a size to see anything. */
export function layOut(width: number, height: number): void {
  beforeEach(() => {
    vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(width);
    vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(height);
    return () => vi.restoreAllMocks();
  });
}
