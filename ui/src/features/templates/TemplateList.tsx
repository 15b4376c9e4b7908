import { Link } from '@tanstack/react-router';
import { Archive, ArchiveRestore, Ellipsis, Pencil, Wrench } from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../../api/errors';
import type { Schema } from '../../api/schema';
import { formatAmount } from '../../lib/numbers';
import { formatDay } from '../../lib/times';
import { Chip } from '../../ui/Chip';
import { Menu, MenuItem } from '../../ui/Menu';
import { toast } from '../../ui/toast';
import { useArchiveTemplate, useUnsavedTemplates } from './queries';
import { RenameTemplateDialog } from './RenameTemplateDialog';
import { UnsavedDot } from './TemplateListPane';

const SHOWN_SLOTS = 5;

/** Templates, one a line, each with what can be done to it as a whole. */
export function TemplateList({ templates }: { templates: readonly Schema<'Template'>[] }) {
  const [renaming, setRenaming] = useState<Schema<'Template'> | null>(null);
  const { data: unsaved } = useUnsavedTemplates();
  const archive = useArchiving();
  return (
    <>
      <ul className="card divide-y divide-line">
        {templates.map((template) => (
          <TemplateRow
            key={template.id}
            template={template}
            isUnsaved={unsaved?.has(template.id) ?? false}
            onRename={() => setRenaming(template)}
            onArchive={() => archive(template, !template.archived)}
          />
        ))}
      </ul>
      {renaming && (
        <RenameTemplateDialog
          id={renaming.id}
          name={renaming.name}
          onClose={() => setRenaming(null)}
        />
      )}
    </>
  );
}

/** Puts a template away or takes it out again, with a way back. */
function useArchiving() {
  const { mutate } = useArchiveTemplate();
  const archive = ({ id, name }: Schema<'Template'>, archived: boolean) => {
    const set = (next: boolean, done?: () => void) =>
      mutate(
        { id, archived: next },
        {
          onSuccess: () => done?.(),
          onError: (error) => toast.error(`“${name}” stays where it is`, describeError(error)),
        },
      );
    set(archived, () =>
      toast.undo({
        text: archived ? `Archived “${name}”.` : `“${name}” is back among the templates.`,
        onUndo: () => set(!archived),
      }),
    );
  };
  return archive;
}

interface RowProps {
  template: Schema<'Template'>;
  isUnsaved: boolean;
  onRename: () => void;
  onArchive: () => void;
}

function TemplateRow({ template, isUnsaved, onRename, onArchive }: RowProps) {
  const { id, name, slots, tool_definitions: tools, version, updated_at, archived } = template;
  return (
    <li className="relative flex items-center gap-3 px-4 py-3 first:rounded-t-xl last:rounded-b-xl hover:bg-sunken/60">
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          {/* The link covers the row, so that all of it can be pressed; the menu lies above it. */}
          <Link
            to="/templates/$id"
            params={{ id }}
            className="truncate text-sm font-medium after:absolute after:inset-0"
          >
            {name}
          </Link>
          {isUnsaved && <UnsavedDot />}
        </p>
        <p className="mt-1.5 flex flex-wrap items-center gap-1">
          {slots.length === 0 && <span className="text-xs text-ink-3">No slots</span>}
          {slots.slice(0, SHOWN_SLOTS).map((slot) => (
            <Chip key={slot} className="font-mono">
              {slot}
            </Chip>
          ))}
          {slots.length > SHOWN_SLOTS && (
            <span className="text-xs text-ink-3">{slots.length - SHOWN_SLOTS} more</span>
          )}
          {tools.length > 0 && (
            <Chip tone="tool" icon={Wrench}>
              {formatAmount(tools.length, 'tool')}
            </Chip>
          )}
        </p>
      </div>
      <p className="shrink-0 text-right text-xs text-ink-3">
        v{version}
        <span className="block max-sm:hidden">{formatDay(updated_at)}</span>
      </p>
      <Menu
        trigger={
          <button type="button" aria-label={`More for ${name}`} className="icon-btn relative">
            <Ellipsis aria-hidden size={16} />
          </button>
        }
      >
        <MenuItem icon={Pencil} onSelect={onRename}>
          Rename
        </MenuItem>
        <MenuItem icon={archived ? ArchiveRestore : Archive} onSelect={onArchive}>
          {archived ? 'Take out of the archive' : 'Archive'}
        </MenuItem>
      </Menu>
    </li>
  );
}
