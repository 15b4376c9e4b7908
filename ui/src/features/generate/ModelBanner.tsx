import { Link } from '@tanstack/react-router';
import type { ModelChoice } from '../../api/model-choice';
import type { Schema } from '../../api/schema';
import { Banner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { Prose } from '../../ui/Prose';
import { FirstModel } from './FirstModel';
import { serversToMend } from './model-words';

interface Props {
  models: Schema<'Models'>;
  /** The model in use. */
  choice: ModelChoice | null;
  onChoose: (model: string) => void;
}

/**
 * Says what each model server needs while none of them is as it should be, does it where it can, and offers the demo
 * models. Not to somebody who chose one of those.
 */
export function ModelBanner({ models, choice, onChoose }: Props) {
  const servers = serversToMend(models);
  const demo = models.models.find((model) => model.demo);
  const isContent = choice?.model.demo && choice.note === null;
  if (isContent || (servers.length === 0 && demo !== undefined)) return null;
  const loads = servers.length > 0 && servers.every(({ state }) => state === 'loading');
  const empty = servers.find(({ kind, state }) => kind === 'ollama' && state === 'no_models');
  return (
    <Banner
      tone={loads ? 'info' : 'warn'}
      actions={
        <>
          {demo && demo.name !== choice?.model.name && (
            <Button size="sm" onClick={() => onChoose(demo.name)}>
              Use {demo.name}
            </Button>
          )}
          {!loads && (
            <Link to="/settings" search={{ tab: 'models' }} className="btn-ghost h-8 px-2.5">
              Model servers
            </Link>
          )}
        </>
      }
    >
      {servers.map(({ name, address, message }) => (
        <p key={name}>
          <Prose
            text={message ?? `${name} at ${address ?? 'its address'} has no model to offer.`}
          />
        </p>
      ))}
      {servers.length === 0 && <p>No model server is set up. Settings, Models says how.</p>}
      {empty && <FirstModel server={empty.name} />}
      {demo && (
        <p className="text-ink-2">
          To look around without it there are demo models: they are built in and write made-up text.
        </p>
      )}
    </Banner>
  );
}
