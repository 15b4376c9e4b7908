import {
  Archive,
  FileOutput,
  ListChecks,
  type LucideIcon,
  PencilRuler,
  Rows3,
  Settings2,
  Sparkles,
} from 'lucide-react';
import type { KeyId } from '../keys/registry';
import { paths } from './paths';

interface Destination {
  label: string;
  icon: LucideIcon;
  keyId: KeyId;
}

interface DatasetDestination extends Destination {
  link: (
    dataset: number,
  ) => ReturnType<typeof paths.generate | typeof paths.examples | typeof paths.export>;
}

interface PlainDestination extends Destination {
  link: typeof paths.templates | typeof paths.runs | typeof paths.datasets | typeof paths.settings;
}

/** Pages of the dataset that is open. */
export const datasetPages = {
  generate: { label: 'Generate', icon: Sparkles, keyId: 'go.generate', link: paths.generate },
  examples: { label: 'Examples', icon: Rows3, keyId: 'go.examples', link: paths.examples },
  export: { label: 'Export', icon: FileOutput, keyId: 'go.export', link: paths.export },
} satisfies Record<string, DatasetDestination>;

/** Pages that belong to no single dataset. */
export const plainPages = {
  templates: {
    label: 'Templates',
    icon: PencilRuler,
    keyId: 'go.templates',
    link: paths.templates,
  },
  runs: { label: 'Runs', icon: ListChecks, keyId: 'go.runs', link: paths.runs },
  datasets: { label: 'All datasets', icon: Archive, keyId: 'go.datasets', link: paths.datasets },
  settings: { label: 'Settings', icon: Settings2, keyId: 'go.settings', link: paths.settings },
} satisfies Record<string, PlainDestination>;
