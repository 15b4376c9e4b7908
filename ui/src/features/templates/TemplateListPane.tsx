import { Link, useNavigate } from '@tanstack/react-router';
import { Archive, LayoutTemplate, Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTemplates } from '../../api/queries';
import type { Schema } from '../../api/schema';
import { formatAmount } from '../../lib/numbers';
import { Button } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { SearchField } from '../../ui/SearchField';
import { findTemplates } from './find';
import { NewTemplateDialog } from './NewTemplateDialog';
import { useUnsavedTemplates } from './queries';

const StarterDialog = lazy(() =>
  import('./StarterDialog').then((module) => ({ default: module.StarterDialog })),
);

interface Props {
  current: number;
  /** Whether the open one differs from what is stored: known here before the server knows. */
  isDirty: boolean;
}

/** The other templates, beside the one that is open. */
export function TemplateListPane({ current, isDirty }: Props) {
  const [words, setWords] = useState('');
  const [dialog, setDialog] = useState<'new' | 'starters' | null>(null);
  const navigate = useNavigate();
  const { data: templates } = useTemplates();
  const { data: archived } = useTemplates(true);
  const { data: unsaved } = useUnsavedTemplates();
  const open = (id: number) => {
    setDialog(null);
    void navigate({ to: '/templates/$id', params: { id } });
  };
  const close = () => setDialog(null);
  return (
    <section
      aria-label="Templates"
      className="flex w-59 shrink-0 flex-col border-r border-line max-lg:hidden"
    >
      <div className="flex h-12 shrink-0 items-center justify-between pr-3 pl-5">
        <h2 className="text-sm font-semibold">Templates</h2>
        <IconButton icon={Plus} label="New template" onClick={() => setDialog('new')} />
      </div>
      <SearchField label="Find a template" value={words} onChange={setWords} className="mx-3" />
      <ul className="relative mt-3 min-h-0 flex-1 space-y-0.5 overflow-y-auto px-3 py-px">
        {findTemplates(templates ?? [], words).map((template) => (
          <PaneRow
            key={template.id}
            template={template}
            isCurrent={template.id === current}
            isUnsaved={template.id === current ? isDirty : (unsaved?.has(template.id) ?? false)}
          />
        ))}
      </ul>
      <div className="border-t border-line p-3">
        <Button
          variant="ghost"
          size="sm"
          icon={LayoutTemplate}
          className="w-full justify-start text-xs"
          onClick={() => setDialog('starters')}
        >
          Start from a sample
        </Button>
        <Link
          to="/templates"
          search={{ archived: true }}
          className="btn-ghost h-8 w-full justify-start px-2.5 text-xs"
        >
          <Archive aria-hidden size={16} className="shrink-0" />
          Archived
          <span className="ml-auto text-2xs text-ink-3">{archived?.length ?? ''}</span>
        </Link>
      </div>
      {dialog === 'new' && <NewTemplateDialog onClose={close} onCreated={open} />}
      <Suspense>
        {dialog === 'starters' && <StarterDialog onClose={close} onCreated={open} />}
      </Suspense>
    </section>
  );
}

interface RowProps {
  template: Schema<'Template'>;
  isCurrent: boolean;
  isUnsaved: boolean;
}

function PaneRow({ template, isCurrent, isUnsaved }: RowProps) {
  const { id, name, slots, tool_definitions: tools, version } = template;
  return (
    <li>
      <Link
        to="/templates/$id"
        params={{ id }}
        aria-current={isCurrent ? 'page' : undefined}
        className="block rounded-md px-2.5 py-2 text-ink-2 hover:bg-sunken focus-visible:-outline-offset-2 aria-[current]:bg-surface aria-[current]:font-medium aria-[current]:text-ink aria-[current]:shadow-1 aria-[current]:ring-1 aria-[current]:ring-line"
      >
        <span className="flex items-center gap-2 text-sm">
          <span className="min-w-0 flex-1 truncate">{name}</span>
          {isUnsaved && <UnsavedDot />}
        </span>
        <span className="mt-0.5 flex text-2xs font-normal text-ink-3">
          <span className="flex-1">
            {formatAmount(slots.length, 'slot')}
            {tools.length > 0 && ` · ${formatAmount(tools.length, 'tool')}`}
          </span>
          v{version}
        </span>
      </Link>
    </li>
  );
}

export function UnsavedDot() {
  return (
    <span title="Not saved yet" className="size-2 shrink-0 rounded-full bg-accent">
      <span className="sr-only">not saved yet</span>
    </span>
  );
}
