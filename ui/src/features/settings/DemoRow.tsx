import { FlaskConical } from 'lucide-react';
import type { Schema } from '../../api/schema';
import { Chip } from '../../ui/Chip';
import { ServerModels } from './ServerModels';
import { KINDS } from './server-words';

/** The models that are part of dsforge. */
export function DemoRow({ models }: { models: Schema<'ModelDetails'>[] }) {
  return (
    <li className="py-4 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="text-sm font-medium">{KINDS.demo}</span>
        <Chip icon={FlaskConical}>Demo</Chip>
      </div>
      <p className="mt-1 text-xs text-ink-3">
        Part of dsforge, for trying it out without a model server. What it writes is made up.
      </p>
      <ServerModels models={models} />
    </li>
  );
}
