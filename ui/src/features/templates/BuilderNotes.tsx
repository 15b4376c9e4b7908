import { Archive, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../../api/errors';
import type { Schema } from '../../api/schema';
import { Button } from '../../ui/Button';
import { toast } from '../../ui/toast';
import { useArchiveTemplate } from './queries';
import type { KeptDraft } from './template-draft';

interface Props {
  template: Schema<'Template'>;
  /** The draft that the page began with, while it is not saved. */
  kept: KeptDraft | null;
  onDiscard: () => void;
}

/** What is to be said before the first field: an old draft is back, or the template is archived. */
export function BuilderNotes({ template, kept, onDiscard }: Props) {
  const [isRead, setRead] = useState(false);
  const archive = useArchiveTemplate();
  const isBehind = kept !== null && kept.version < template.version;
  return (
    <>
      {template.archived && (
        <Note text="This template is archived and not offered for generating.">
          <Button
            size="sm"
            icon={Archive}
            busy={archive.isPending}
            onClick={() =>
              archive.mutate(
                { id: template.id, archived: false },
                { onError: (error) => toast.error('It stays archived', describeError(error)) },
              )
            }
          >
            Take out of the archive
          </Button>
        </Note>
      )}
      {kept !== null && !isRead && (
        <Note
          text={
            isBehind
              ? `Your unsaved changes to v${kept.version} are back. v${template.version} was saved since; saving yours comes after it.`
              : 'Your unsaved changes are back.'
          }
        >
          <Button size="sm" onClick={() => setRead(true)}>
            Go on
          </Button>
          <Button size="sm" icon={RotateCcw} onClick={onDiscard}>
            Discard them
          </Button>
        </Note>
      )}
    </>
  );
}

function Note({ text, children }: { text: string; children: React.ReactNode }) {
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-2 rounded-lg bg-info-soft px-3 py-2 text-sm ring-1 ring-info/20"
    >
      <p className="min-w-40 flex-1">{text}</p>
      {children}
    </div>
  );
}
