import { Link, type LinkProps, useNavigate } from '@tanstack/react-router';
import { ArrowUpRight, BookOpen, LogOut, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useDatasets, usePreferences, useTemplates } from '../api/queries';
import { DatasetSelector } from '../features/datasets/DatasetSelector';
import { keySigns } from '../keys/format';
import { formatCount } from '../lib/numbers';
import { IconButton } from '../ui/IconButton';
import { Logo } from '../ui/Logo';
import { ModelStatus } from './ModelStatus';
import { datasetPages, plainPages } from './navigation';
import { paths } from './paths';
import { SessionClock } from './SessionClock';
import { useDatasetId } from './useDatasetId';

/** The navigation at the left, from 768 px on. */
export function Rail({ onLogout }: { onLogout: () => void }) {
  const { id } = useDatasetId();
  const navigate = useNavigate();
  const datasets = useDatasets().data;
  const templates = useTemplates().data;
  const count = datasets?.find((dataset) => dataset.id === id)?.count;
  return (
    <aside className="hidden w-56 shrink-0 flex-col border-r border-line bg-sunken md:flex">
      <div className="flex h-14 shrink-0 items-center gap-2.5 px-4">
        <Logo />
        <span className="text-lg font-semibold tracking-[-0.015em]">dsforge</span>
      </div>
      <div className="px-3">
        <DatasetSelector current={id} onSelect={(next) => navigate(paths.generate(next))} />
      </div>
      <nav
        aria-label="Main"
        className="mt-4 flex flex-1 flex-col gap-0.5 overflow-y-auto px-3 pt-px"
      >
        {id !== null && (
          <>
            <RailLink {...datasetPages.generate} link={datasetPages.generate.link(id)} />
            <RailLink
              {...datasetPages.examples}
              link={datasetPages.examples.link(id)}
              count={count}
            />
          </>
        )}
        <RailLink {...plainPages.templates} count={templates?.length} />
        {id !== null && <RailLink {...datasetPages.export} link={datasetPages.export.link(id)} />}
        <p className="eyebrow mt-5 mb-1 px-2.5">Workspace</p>
        <RailLink {...plainPages.runs} />
        <RailLink {...plainPages.datasets} count={datasets?.length} />
        <RailLink {...plainPages.settings} />
        <a href="/api/docs" target="_blank" rel="noreferrer" className={LINK}>
          <BookOpen aria-hidden size={16} className="text-ink-3" />
          <span className="flex-1 truncate">API docs</span>
          <ArrowUpRight aria-hidden size={14} className="text-ink-3" />
        </a>
      </nav>
      <div className="border-t border-line p-3">
        <ModelStatus />
        <Person onLogout={onLogout} />
      </div>
    </aside>
  );
}

const LINK =
  'group flex h-8 items-center gap-2.5 rounded-md px-2.5 text-sm text-ink-2 hover:bg-surface/60 aria-[current=page]:bg-surface aria-[current=page]:font-medium aria-[current=page]:text-ink aria-[current=page]:shadow-1 aria-[current=page]:ring-1 aria-[current=page]:ring-line';

interface RailLinkProps {
  label: string;
  icon: LucideIcon;
  keyId: Parameters<typeof keySigns>[0];
  link: LinkProps;
  count?: number | undefined;
}

function RailLink({ label, icon: Icon, keyId, link, count }: RailLinkProps) {
  const hint: ReactNode =
    count === undefined ? (
      <span aria-hidden className="text-2xs text-ink-3 opacity-0 group-hover:opacity-100">
        {keySigns(keyId).join(' ')}
      </span>
    ) : (
      <span className="text-2xs text-ink-3 tabular-nums">{formatCount(count)}</span>
    );
  return (
    <Link {...link} activeOptions={{ includeSearch: false }} className={LINK}>
      <Icon aria-hidden size={16} className="text-ink-3 group-aria-[current=page]:text-accent" />
      <span className="flex-1 truncate">{label}</span>
      {hint}
    </Link>
  );
}

function Person({ onLogout }: { onLogout: () => void }) {
  const name = usePreferences().data?.name ?? '';
  const initials = name
    .split(/\s+/)
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
    .slice(0, 2);
  return (
    <div className="mt-2.5 flex items-center gap-2 rounded-md px-1">
      <span
        aria-hidden
        className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-2xs font-semibold text-accent"
      >
        {initials}
      </span>
      <span className="min-w-0 flex-1 truncate text-sm">{name}</span>
      <SessionClock />
      <IconButton
        icon={LogOut}
        label="Lock and sign out"
        kbd={keySigns('app.lock')}
        iconSize={14}
        className="size-7"
        onClick={onLogout}
      />
    </div>
  );
}
