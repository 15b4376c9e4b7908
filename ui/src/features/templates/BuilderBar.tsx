import { CircleAlert, Pencil, Save } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { DraftState } from '../../api/drafts';
import type { Schema } from '../../api/schema';
import { ariaKeys, keySigns } from '../../keys/format';
import { formatAmount } from '../../lib/numbers';
import { Button } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { Kbd } from '../../ui/Kbd';
import { type Problem, whereIs } from './problems';
import { RenameTemplateDialog } from './RenameTemplateDialog';
import { UnsavedDot } from './TemplateListPane';
import type { TemplateDraft } from './template-draft';

const KEEPING: Record<DraftState, string> = {
  clean: 'Unsaved',
  pending: 'Unsaved',
  kept: 'Unsaved, draft kept',
  failed: 'Unsaved, and the draft could not be kept',
};

interface StatusProps {
  template: Schema<'Template'>;
  isDirty: boolean;
  keeping: DraftState;
  onRenamed: (name: string) => void;
}

/** After the name in the top bar: whether it is saved, and a way to rename it. */
export function BuilderStatus({ template, isDirty, keeping, onRenamed }: StatusProps) {
  const [isRenaming, setRenaming] = useState(false);
  return (
    <>
      {isDirty && <UnsavedDot />}
      <IconButton
        icon={Pencil}
        iconSize={14}
        label="Rename"
        className="size-7 max-md:hidden"
        onClick={() => setRenaming(true)}
      />
      {isDirty && (
        <span className="text-xs whitespace-nowrap text-ink-3 max-xl:hidden">
          {KEEPING[keeping]}
        </span>
      )}
      {isRenaming && (
        <RenameTemplateDialog
          id={template.id}
          name={template.name}
          onClose={() => setRenaming(false)}
          onRenamed={onRenamed}
        />
      )}
    </>
  );
}

interface ErrorProps {
  problems: readonly Problem[];
  draft: TemplateDraft;
  onShow: () => void;
}

function errorWords(problems: readonly Problem[], draft: TemplateDraft, isShort: boolean): string {
  const [first] = problems;
  if (first === undefined) return '';
  const where = whereIs(first, draft);
  const line = where.split(', ')[1];
  if (problems.length > 1) return formatAmount(problems.length, 'error');
  return isShort ? `1 error${line ? `, ${line}` : ''}` : `1 error in ${where}`;
}

/** On a narrow page, where the top bar has no room for it: what keeps the template from being saved. */
export function ErrorLine({ problems, draft, onShow }: ErrorProps) {
  if (problems.length === 0) return null;
  return (
    <button
      type="button"
      onClick={onShow}
      className="flex h-9 w-full items-center gap-2 rounded-lg bg-bad-soft px-3 text-left text-xs text-bad md:hidden"
    >
      <CircleAlert aria-hidden size={14} className="shrink-0" />
      <span className="min-w-0 flex-1 truncate">{errorWords(problems, draft, false)}</span>
      <span className="font-medium">Show</span>
    </button>
  );
}

interface ActionsProps {
  draft: TemplateDraft;
  /** The menu of versions. */
  versions: ReactNode;
  isSaving: boolean;
  problems: readonly Problem[];
  onShowNext: () => void;
  onSave: () => void;
}

/** At the end of the top bar: versions, errors, save. */
export function BuilderActions(props: ActionsProps) {
  const { versions, draft, isSaving, problems, onShowNext, onSave } = props;
  return (
    <>
      <span className="max-md:hidden">{versions}</span>
      {problems.length > 0 && (
        <button
          type="button"
          aria-keyshortcuts={ariaKeys('template.nextError')}
          onClick={onShowNext}
          className="chip h-8 bg-bad-soft px-2 text-bad max-md:hidden"
        >
          <CircleAlert aria-hidden size={14} />
          {errorWords(problems, draft, true)}
        </button>
      )}
      <Button
        variant="primary"
        size="sm"
        icon={Save}
        busy={isSaving}
        aria-keyshortcuts={ariaKeys('app.save')}
        onClick={onSave}
      >
        Save
        <span className="max-md:hidden">
          <Kbd keys={keySigns('app.save')} bare />
        </span>
      </Button>
    </>
  );
}
