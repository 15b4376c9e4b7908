import { Link } from '@tanstack/react-router';
import { describeError } from '../../api/errors';
import type { Schema } from '../../api/schema';
import { useKeys } from '../../keys/useKeys';
import { classes } from '../../ui/classes';
import { Page } from '../../ui/Page';
import { Segmented } from '../../ui/Segmented';
import { toast } from '../../ui/toast';
import { BuilderActions, BuilderStatus } from './BuilderBar';
import { BuilderFields } from './BuilderFields';
import { PromptPreview } from './PromptPreview';
import { TemplateListPane } from './TemplateListPane';
import type { KeptDraft } from './template-draft';
import { type Builder, useBuilder } from './useBuilder';
import { useSamples } from './useSamples';
import { VersionMenu } from './VersionMenu';

interface Props {
  template: Schema<'Template'>;
  /** What was written before and not saved. */
  kept: KeptDraft | null;
}

const VIEWS = [
  { value: 'write', label: 'Write' },
  { value: 'preview', label: 'Preview' },
] as const;

/** Writes a template, with a preview beside it; on a narrow page one or the other is shown. */
export function TemplateBuilder({ template, kept }: Props) {
  const builder = useBuilder(template, kept);
  const { draft, change, view, setView } = builder;
  const versions = <Versions template={template} builder={builder} />;
  return (
    <Page
      title={draft.name}
      trail={<Link to="/templates">Templates</Link>}
      status={
        <BuilderStatus
          template={template}
          isDirty={builder.isDirty}
          keeping={builder.keeping}
          onRenamed={(name) => change((now) => ({ ...now, name }))}
        />
      }
      actions={
        <BuilderActions
          draft={draft}
          versions={versions}
          isSaving={builder.isSaving}
          problems={builder.problems}
          onShowNext={builder.showNextError}
          onSave={() => void builder.save()}
        />
      }
    >
      <div className="flex min-h-0 flex-1">
        <TemplateListPane current={template.id} isDirty={builder.isDirty} />
        <div className="flex min-w-0 flex-1 flex-col xl:flex-row">
          <div className="flex gap-2 px-4 pt-4 md:px-6 xl:hidden">
            <div className="grid flex-1">
              <Segmented label="View" value={view} segments={VIEWS} onChange={setView} />
            </div>
            <span className="md:hidden">{versions}</span>
          </div>
          <div
            className={classes(
              'relative min-h-0 min-w-0 flex-1 overflow-y-auto',
              view === 'preview' && 'max-xl:hidden',
            )}
          >
            <BuilderFields template={template} kept={kept} builder={builder} />
          </div>
          <Preview builder={builder} />
        </div>
      </div>
    </Page>
  );
}

function Versions({ template, builder }: { template: Schema<'Template'>; builder: Builder }) {
  return (
    <VersionMenu
      templateId={template.id}
      version={template.version}
      isDirty={builder.isDirty}
      onUse={builder.restore}
      onDiscard={builder.discard}
    />
  );
}

function Preview({ builder }: { builder: Builder }) {
  const { draft, problems, model, isDirty, trial, tryOnce, stopTrial } = builder;
  const samples = useSamples(draft);
  useKeys({
    'app.save': () => void builder.save(),
    'template.try': () => void tryOnce(samples.values),
    'template.nextError': builder.showNextError,
  });
  return (
    <aside
      aria-label="Preview"
      className={classes(
        'flex min-h-0 flex-col border-line bg-surface max-xl:mt-4 max-xl:flex-1 max-xl:border-t xl:w-87 xl:shrink-0 xl:border-l',
        builder.view === 'write' && 'max-xl:hidden',
      )}
    >
      <PromptPreview
        draft={draft}
        samples={samples}
        problems={problems}
        model={model}
        isDirty={isDirty}
        trial={trial}
        onTry={(values) => void tryOnce(values)}
        onStop={() => stopTrial().catch((error) => toast.error('It goes on', describeError(error)))}
      />
    </aside>
  );
}
