import { linkOptions } from '@tanstack/react-router';

/** Links to the pages. Inside a dataset they take its id. */
export const paths = {
  home: linkOptions({ to: '/' }),
  setup: linkOptions({ to: '/setup' }),
  unlock: linkOptions({ to: '/unlock' }),
  recover: linkOptions({ to: '/recover' }),
  generate: (dataset: number) => linkOptions({ to: '/d/$dataset/generate', params: { dataset } }),
  examples: (dataset: number) => linkOptions({ to: '/d/$dataset/examples', params: { dataset } }),
  export: (dataset: number) => linkOptions({ to: '/d/$dataset/export', params: { dataset } }),
  import: (dataset: number) => linkOptions({ to: '/d/$dataset/import', params: { dataset } }),
  templates: linkOptions({ to: '/templates' }),
  template: (id: number) => linkOptions({ to: '/templates/$id', params: { id } }),
  runs: linkOptions({ to: '/runs' }),
  datasets: linkOptions({ to: '/datasets' }),
  settings: linkOptions({ to: '/settings' }),
};
