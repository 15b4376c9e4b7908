import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { PencilRuler } from 'lucide-react';
import { useCallback, useEffect } from 'react';
import { describeError } from '../../api/errors';
import { useModels, usePreferences, useTemplates } from '../../api/queries';
import type { Schema } from '../../api/schema';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNote } from '../../ui/ErrorNote';
import { Page } from '../../ui/Page';
import { Skeleton } from '../../ui/Skeleton';
import { parseMemory } from './memory';
import { parseSeed } from './seed';
import { isRead, useKeptDraft } from './useKeptDraft';
import { Workbench } from './Workbench';

/** Seed on the left, the answers to audition on the right. */
export function GeneratePage() {
  const { dataset } = useParams({ from: '/shell/d/$dataset/generate' });
  return (
    <Page title="Generate & audition">
      <Prepared key={dataset} dataset={dataset} />
    </Page>
  );
}

/** Reads what the workbench needs and shows it once everything is there. */
function Prepared({ dataset }: { dataset: number }) {
  const search = useSearch({ from: '/shell/d/$dataset/generate' });
  const navigate = useNavigate();
  const templates = useTemplates();
  const models = useModels();
  const preferences = usePreferences();
  const seed = useKeptDraft(`seed:${dataset}`, parseSeed);
  const memory = useKeptDraft(`audition:${dataset}`, parseMemory);
  const showRun = useCallback(
    (run: number | null) =>
      navigate({
        to: '/d/$dataset/generate',
        params: { dataset },
        search: run === null ? {} : { run },
        replace: true,
      }),
    [navigate, dataset],
  );

  // A link to a template fills the seed once; from then on the form decides.
  const { t } = search;
  const { change } = seed;
  const seedIsRead = isRead(seed);
  useEffect(() => {
    if (t === undefined || !seedIsRead) return;
    change((before) => ({ ...before, template_id: t }));
    showRun(null);
  }, [t, seedIsRead, change, showRun]);

  // What was read before stays usable while the server is away.
  const failed = [templates, models, preferences].find(
    ({ isError, data }) => isError && data === undefined,
  );
  if (failed) {
    return (
      <div className="p-4 md:p-6">
        <ErrorNote
          title="The page can’t be shown"
          detail={describeError(failed.error)}
          onRetry={() => failed.refetch()}
        />
      </div>
    );
  }
  if (!templates.data || !models.data || !preferences.data) return <SeedSkeleton />;
  if (!isRead(seed) || !isRead(memory)) return <SeedSkeleton />;
  const template = pickTemplate(templates.data, t ?? seed.value.template_id);
  if (template === undefined) return <NoTemplate />;
  return (
    <Workbench
      dataset={dataset}
      template={template}
      templates={templates.data}
      models={models.data}
      preferences={preferences.data}
      seed={seed}
      memory={memory}
      run={search.run ?? null}
      onShowRun={showRun}
    />
  );
}

function pickTemplate(templates: readonly Schema<'Template'>[], wanted: number | null) {
  return templates.find(({ id }) => id === wanted) ?? templates[0];
}

function NoTemplate() {
  return (
    <EmptyState
      icon={PencilRuler}
      title="No template yet"
      actions={
        <Link to="/templates" className="btn-primary">
          Make a template
        </Link>
      }
    >
      A template is the prompt with gaps, such as {'{clause}'}, that a batch fills in. Make one and
      come back.
    </EmptyState>
  );
}

function SeedSkeleton() {
  return (
    <div role="status" className="w-full space-y-5 p-4 md:p-6 lg:w-[316px]">
      <span className="sr-only">Reading templates and models</span>
      <Skeleton className="h-9 w-full" />
      <Skeleton className="h-20 w-full" />
      <Skeleton className="h-9 w-full" />
      <Skeleton className="h-10 w-full" />
    </div>
  );
}
