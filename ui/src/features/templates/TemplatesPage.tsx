import { useNavigate, useSearch } from '@tanstack/react-router';
import { Archive, LayoutTemplate, PencilRuler, Plus } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { describeError } from '../../api/errors';
import { useTemplates } from '../../api/queries';
import { ariaKeys, keySigns } from '../../keys/format';
import { useKeys } from '../../keys/useKeys';
import { formatCount } from '../../lib/numbers';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNote } from '../../ui/ErrorNote';
import { Page } from '../../ui/Page';
import { SearchField } from '../../ui/SearchField';
import { Segmented } from '../../ui/Segmented';
import { Skeleton } from '../../ui/Skeleton';
import { findTemplates } from './find';
import { NewTemplateDialog } from './NewTemplateDialog';
import { TemplateList } from './TemplateList';

const StarterDialog = lazy(() =>
  import('./StarterDialog').then((module) => ({ default: module.StarterDialog })),
);
const StarterGallery = lazy(() =>
  import('./StarterDialog').then((module) => ({ default: module.StarterGallery })),
);

/** All templates: those in use, or with `?archived=true` those put away. */
export function TemplatesPage() {
  const { archived = false } = useSearch({ from: '/shell/templates' });
  const [dialog, setDialog] = useState<'new' | 'starters' | null>(null);
  const navigate = useNavigate();
  const open = (id: number) => navigate({ to: '/templates/$id', params: { id } });
  const close = () => setDialog(null);
  return (
    <Page
      title="Templates"
      actions={
        <>
          <Button
            icon={LayoutTemplate}
            size="sm"
            className="max-sm:hidden"
            onClick={() => setDialog('starters')}
          >
            Start from a sample
          </Button>
          <Button icon={Plus} size="sm" variant="primary" onClick={() => setDialog('new')}>
            <span className="max-sm:sr-only">New template</span>
          </Button>
        </>
      }
    >
      <Templates
        archived={archived}
        onNew={() => setDialog('new')}
        onStarters={() => setDialog('starters')}
        onOpen={open}
      />
      {dialog === 'new' && <NewTemplateDialog onClose={close} onCreated={open} />}
      <Suspense>
        {dialog === 'starters' && <StarterDialog onClose={close} onCreated={open} />}
      </Suspense>
    </Page>
  );
}

interface Props {
  archived: boolean;
  onNew: () => void;
  onStarters: () => void;
  onOpen: (id: number) => void;
}

function Templates({ archived, onNew, onStarters, onOpen }: Props) {
  const { data: templates, error, refetch } = useTemplates(archived);
  const [words, setWords] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  useKeys({ 'app.search': () => field.current?.focus() });
  if (templates?.length === 0 && !archived) return <NoTemplates {...{ onNew, onOpen }} />;
  const found = templates && findTemplates(templates, words);
  return (
    <div className="w-full max-w-232 space-y-4 px-4 py-5 md:px-6">
      <div className="flex flex-wrap items-center gap-3">
        <SearchField
          ref={field}
          label="Find a template"
          placeholder="Find by name or slot"
          kbd={keySigns('app.search')}
          aria-keyshortcuts={ariaKeys('app.search')}
          value={words}
          onChange={setWords}
          className="min-w-48 flex-1"
        />
        <div className="grid w-44">
          <Segmented
            label="Which templates"
            value={archived ? 'archived' : 'used'}
            segments={[
              { value: 'used', label: 'In use' },
              { value: 'archived', label: 'Archived' },
            ]}
            onChange={(next) =>
              navigate({ to: '/templates', search: next === 'archived' ? { archived: true } : {} })
            }
          />
        </div>
      </div>
      {error && (
        <ErrorNote
          title="The templates did not load"
          detail={describeError(error)}
          onRetry={() => void refetch()}
        />
      )}
      {!templates && !error && <Loading />}
      {found && found.length > 0 && <TemplateList templates={found} />}
      {templates && templates.length > 0 && found?.length === 0 && (
        <p className="py-8 text-center text-sm text-ink-2">
          None of {formatCount(templates.length)} templates has “{words}” in its name or slots.
        </p>
      )}
      {archived && templates?.length === 0 && (
        <EmptyState icon={Archive} title="Nothing is archived">
          A template that you archive is not offered any more, and nothing of it is lost.
        </EmptyState>
      )}
      {found && !archived && (
        <Button
          variant="ghost"
          icon={LayoutTemplate}
          className="w-full sm:hidden"
          onClick={onStarters}
        >
          Start from a sample
        </Button>
      )}
    </div>
  );
}

function NoTemplates({ onNew, onOpen }: Pick<Props, 'onNew' | 'onOpen'>) {
  return (
    <div className="mx-auto w-full max-w-190 px-4 pb-10 md:px-6">
      <EmptyState
        icon={PencilRuler}
        title="No template yet"
        actions={
          <Button icon={Plus} variant="primary" onClick={onNew}>
            New template
          </Button>
        }
      >
        A template is a prompt with slots for what changes from one example to the next. Write one,
        or start from a sample.
      </EmptyState>
      <Suspense>
        <StarterGallery onCreated={onOpen} />
      </Suspense>
    </div>
  );
}

function Loading() {
  return (
    <div role="status" className="card divide-y divide-line">
      <span className="sr-only">Loading the templates</span>
      {[56, 40, 64].map((width) => (
        <div key={width} className="space-y-3 p-4">
          <Skeleton className={width === 40 ? 'w-40' : 'w-56'} />
          <Skeleton className="w-28" />
        </div>
      ))}
    </div>
  );
}
