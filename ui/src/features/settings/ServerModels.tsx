import { Brain, ChevronRight, CloudUpload, LoaderCircle, Wrench } from 'lucide-react';
import type { Schema } from '../../api/schema';
import { formatAmount, formatBytes, formatContext } from '../../lib/numbers';
import { Chip } from '../../ui/Chip';

/** What models a server has, folded away until somebody wants to know. */
export function ServerModels({ models }: { models: Schema<'ModelDetails'>[] }) {
  if (models.length === 0) return null;
  const loading = models.filter((model) => model.loading).map(({ name }) => name);
  return (
    <details className="group mt-1.5">
      <summary className="-ml-1 inline-flex cursor-pointer list-none items-center gap-1 rounded-md px-1 py-1 text-xs font-medium text-ink-2 hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden size={14} className="group-open:rotate-90" />
        {formatAmount(models.length, 'model')}
        {loading.length > 0 && (
          <span className="font-normal text-info">· loading {loading.join(', ')}</span>
        )}
      </summary>
      <ul className="mt-1 divide-y divide-line rounded-lg border border-line">
        {models.map((model) => (
          <ModelRow key={model.name} model={model} />
        ))}
      </ul>
    </details>
  );
}

function ModelRow({ model }: { model: Schema<'ModelDetails'> }) {
  const { name, local, capabilities, loaded, loading, parameter_size, size, context_length } =
    model;
  const facts = [
    parameter_size,
    size != null && formatBytes(size),
    context_length != null && `${formatContext(context_length)} context`,
    loaded && 'in memory',
  ].filter(Boolean);
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-1 px-3 py-2">
      <span className="font-mono text-[12.5px] break-all">{name}</span>
      {capabilities.includes('tools') && (
        <Chip tone="tool" icon={Wrench}>
          tools
        </Chip>
      )}
      {capabilities.includes('thinking') && <Chip icon={Brain}>thinking</Chip>}
      {!local && (
        <Chip tone="star" icon={CloudUpload}>
          cloud
        </Chip>
      )}
      {loading && (
        <Chip tone="info" icon={LoaderCircle}>
          loading into memory
        </Chip>
      )}
      <span className="ml-auto text-xs text-ink-3">{facts.join(' · ')}</span>
    </li>
  );
}
