import { ChevronDown, GitCommitVertical, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../../api/errors';
import type { Schema } from '../../api/schema';
import { formatDay, formatMoment } from '../../lib/times';
import { Button } from '../../ui/Button';
import { ErrorNote } from '../../ui/ErrorNote';
import { Popover } from '../../ui/Popover';
import { Spinner } from '../../ui/Spinner';
import { useVersions } from './queries';

interface Props {
  templateId: number;
  version: number;
  isDirty: boolean;
  onUse: (version: Schema<'TemplateVersion'>) => void;
  onDiscard: () => void;
}

const FIELDS: Record<string, string> = {
  name: 'name',
  system_prompt: 'system prompt',
  user_prompt: 'user prompt',
  slots: 'slots',
  slot_details: 'notes on slots',
  is_tool_calling_template: 'tools on or off',
  tool_definitions: 'tool definitions',
  tool_choice: 'calls',
  output_schema: 'answer format',
};

/** The versions there were, with what each changed; an old one can be put into the editor. */
export function VersionMenu({ templateId, version, isDirty, onUse, onDiscard }: Props) {
  const [isOpen, setOpen] = useState(false);
  const { data: versions, error, isPending, refetch } = useVersions(templateId, isOpen);
  return (
    <Popover
      label="Versions"
      align="end"
      open={isOpen}
      onOpenChange={setOpen}
      className="flex max-h-(--radix-popover-content-available-height) w-88 max-w-[calc(100vw-1.5rem)] flex-col p-1.5"
      trigger={
        <button
          type="button"
          aria-label={`Versions, v${version} is in use`}
          className="btn-ghost h-8 gap-1.5 px-2 text-xs"
        >
          <GitCommitVertical aria-hidden size={14} className="max-md:hidden" />v{version}
          <ChevronDown aria-hidden size={14} className="max-md:hidden" />
        </button>
      }
    >
      <p className="eyebrow px-2 py-1.5">Versions</p>
      {isPending && (
        <p className="p-3 text-center text-ink-3">
          <Spinner label="Loading the versions" />
        </p>
      )}
      {error && (
        <ErrorNote
          title="The versions did not load"
          detail={describeError(error)}
          onRetry={() => void refetch()}
        />
      )}
      <ul className="min-h-0 overflow-y-auto">
        {versions?.map((one) => (
          <VersionRow
            key={one.version}
            version={one}
            isCurrent={one.version === version}
            onUse={() => {
              setOpen(false);
              onUse(one);
            }}
          />
        ))}
      </ul>
      {isDirty && (
        <div className="mt-1 border-t border-line pt-1">
          <Button
            size="sm"
            variant="ghost"
            icon={RotateCcw}
            className="w-full justify-start px-2"
            onClick={() => {
              setOpen(false);
              onDiscard();
            }}
          >
            Discard what is not saved
          </Button>
        </div>
      )}
    </Popover>
  );
}

interface RowProps {
  version: Schema<'TemplateVersion'>;
  isCurrent: boolean;
  onUse: () => void;
}

function VersionRow({ version: { version, saved_at, changed }, isCurrent, onUse }: RowProps) {
  const parts = changed.map((field) => FIELDS[field] ?? field).join(', ');
  return (
    <li className="flex min-h-12 items-center gap-3 rounded-md px-2 py-1.5 text-sm">
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2 text-xs">
          <span className="font-medium">v{version}</span>
          <time dateTime={saved_at} title={formatMoment(saved_at)} className="text-ink-3">
            {formatDay(saved_at)}
          </time>
        </span>
        <span className="block text-xs text-ink-2">
          {parts === '' ? 'First version' : `Changed: ${parts}`}
        </span>
      </span>
      {isCurrent ? (
        <span className="text-xs text-ink-3">in use</span>
      ) : (
        <Button size="sm" aria-label={`Use version ${version}`} onClick={onUse}>
          Use this version
        </Button>
      )}
    </li>
  );
}
