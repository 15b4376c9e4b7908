import { Plus, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../../api/errors';
import { useModels } from '../../api/queries';
import type { Schema } from '../../api/schema';
import { Button } from '../../ui/Button';
import { ErrorNote } from '../../ui/ErrorNote';
import { Skeleton } from '../../ui/Skeleton';
import { DemoRow } from './DemoRow';
import { useProviders } from './providers';
import { ServerDialog } from './ServerDialog';
import { ServerRow } from './ServerRow';
import { SettingsSection } from './SettingsSection';

/** Where models run: each server with how it is, and the ways to set one up. */
export function ModelServers() {
  const providers = useProviders();
  const models = useModels();
  const [edited, setEdited] = useState<Schema<'Provider'> | 'new' | null>(null);
  const failure = providers.error ?? models.error;
  const look = () => Promise.all([providers.refetch(), models.refetch()]);
  return (
    <SettingsSection
      title="Model servers"
      intro="Where models run. A model that several have is asked of the first."
      action={
        <div className="flex shrink-0 gap-2">
          <Button size="sm" icon={RefreshCw} busy={models.isFetching} onClick={look}>
            Check now
          </Button>
          <Button size="sm" icon={Plus} onClick={() => setEdited('new')}>
            Add a server
          </Button>
        </div>
      }
    >
      {failure && (
        <ErrorNote
          title="The model servers could not be read"
          detail={describeError(failure)}
          onRetry={look}
        />
      )}
      {providers.data === undefined && !failure && <Skeleton className="h-14 w-full" />}
      {providers.data && (
        <ServerList providers={providers.data} models={models.data} onEdit={setEdited} />
      )}
      {edited !== null && (
        <ServerDialog provider={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </SettingsSection>
  );
}

interface ListProps {
  providers: Schema<'Provider'>[];
  models: Schema<'Models'> | undefined;
  onEdit: (provider: Schema<'Provider'>) => void;
}

function ServerList({ providers, models, onEdit }: ListProps) {
  const own = providers.filter((provider) => !provider.built_in);
  const demo = models?.servers.find(({ kind }) => kind === 'demo');
  const modelsOf = (name: string) => models?.models.filter(({ server }) => server === name) ?? [];
  return (
    <ul className="divide-y divide-line">
      {providers.map((provider) => (
        <ServerRow
          key={provider.id}
          provider={provider}
          server={models?.servers.find(({ name }) => name === provider.name) ?? null}
          models={modelsOf(provider.name)}
          isLast={provider.position === own.length}
          onEdit={() => onEdit(provider)}
        />
      ))}
      {demo && <DemoRow models={modelsOf(demo.name)} />}
    </ul>
  );
}
