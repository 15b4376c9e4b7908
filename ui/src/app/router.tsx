import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  redirect,
} from '@tanstack/react-router';
import { readToken } from '../api/token';
import { ErrorPage } from './ErrorPage';
import { NotFound } from './NotFound';
import * as search from './search';

const root = createRootRoute({ notFoundComponent: NotFound, errorComponent: ErrorPage });

/** Pages without a session. */
const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('../features/session/SetupPage'), 'SetupPage'),
});
const unlock = createRoute({
  getParentRoute: () => root,
  path: '/unlock',
  validateSearch: search.unlockSearch,
  component: lazyRouteComponent(() => import('../features/session/UnlockPage'), 'UnlockPage'),
});
const recover = createRoute({
  getParentRoute: () => root,
  path: '/recover',
  component: lazyRouteComponent(() => import('../features/session/RecoverPage'), 'RecoverPage'),
});

/** Everything inside the frame with rail and top bar. Without a token it is left for /unlock. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: ({ location }) => {
    if (readToken() !== null) return;
    throw redirect({ to: '/unlock', search: location.href === '/' ? {} : { next: location.href } });
  },
  component: lazyRouteComponent(() => import('./Shell'), 'Shell'),
  errorComponent: ErrorPage,
});

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('./HomePage'), 'HomePage'),
});

const dataset = createRoute({
  getParentRoute: () => shell,
  path: '/d/$dataset',
  params: {
    parse: ({ dataset: id }) => ({ dataset: parseId(id) }),
    stringify: ({ dataset: id }) => ({ dataset: String(id) }),
  },
});
const overview = createRoute({
  getParentRoute: () => dataset,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/d/$dataset/examples', params });
  },
});
const generate = createRoute({
  getParentRoute: () => dataset,
  path: '/generate',
  validateSearch: search.generateSearch,
  component: lazyRouteComponent(() => import('../features/generate/GeneratePage'), 'GeneratePage'),
});
const examples = createRoute({
  getParentRoute: () => dataset,
  path: '/examples',
  validateSearch: search.examplesSearch,
  component: lazyRouteComponent(() => import('../features/examples/ExamplesPage'), 'ExamplesPage'),
});
const exporting = createRoute({
  getParentRoute: () => dataset,
  path: '/export',
  validateSearch: search.exportSearch,
  component: lazyRouteComponent(() => import('../features/exports/ExportPage'), 'ExportPage'),
});
const importing = createRoute({
  getParentRoute: () => dataset,
  path: '/import',
  component: lazyRouteComponent(() => import('../features/imports/ImportPage'), 'ImportPage'),
});

const format = createRoute({
  getParentRoute: () => shell,
  path: '/formats/$id',
  validateSearch: search.formatSearch,
  component: lazyRouteComponent(() => import('../features/exports/FormatPage'), 'FormatPage'),
});

const templates = createRoute({
  getParentRoute: () => shell,
  path: '/templates',
  validateSearch: search.templatesSearch,
  component: lazyRouteComponent(
    () => import('../features/templates/TemplatesPage'),
    'TemplatesPage',
  ),
});
const template = createRoute({
  getParentRoute: () => shell,
  path: '/templates/$id',
  params: {
    parse: ({ id }) => ({ id: parseId(id) }),
    stringify: ({ id }) => ({ id: String(id) }),
  },
  component: lazyRouteComponent(() => import('../features/templates/TemplatePage'), 'TemplatePage'),
});
const datasets = createRoute({
  getParentRoute: () => shell,
  path: '/datasets',
  validateSearch: search.datasetsSearch,
  component: lazyRouteComponent(() => import('../features/datasets/DatasetsPage'), 'DatasetsPage'),
});
const runs = createRoute({
  getParentRoute: () => shell,
  path: '/runs',
  validateSearch: search.runsSearch,
  component: lazyRouteComponent(() => import('../features/runs/RunsPage'), 'RunsPage'),
});
const newRun = createRoute({
  getParentRoute: () => shell,
  path: '/runs/new',
  validateSearch: search.newRunSearch,
  component: lazyRouteComponent(() => import('../features/runs/NewRunPage'), 'NewRunPage'),
});
const run = createRoute({
  getParentRoute: () => shell,
  path: '/runs/$id',
  params: {
    parse: ({ id }) => ({ id: parseId(id) }),
    stringify: ({ id }) => ({ id: String(id) }),
  },
  component: lazyRouteComponent(() => import('../features/runs/RunPage'), 'RunPage'),
});
const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  validateSearch: search.settingsSearch,
  component: lazyRouteComponent(() => import('../features/settings/SettingsPage'), 'SettingsPage'),
});

function parseId(text: string): number {
  if (!/^[1-9]\d{0,15}$/.test(text)) throw notFound();
  return Number(text);
}

export const router = createRouter({
  routeTree: root.addChildren([
    setup,
    unlock,
    recover,
    shell.addChildren([
      home,
      dataset.addChildren([overview, generate, examples, exporting, importing]),
      format,
      templates,
      template,
      runs,
      newRun,
      run,
      datasets,
      settings,
    ]),
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: ErrorPage,
  defaultNotFoundComponent: NotFound,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
