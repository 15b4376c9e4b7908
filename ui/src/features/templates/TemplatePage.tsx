import { Link, useParams } from '@tanstack/react-router';
import { ApiError, describeError } from '../../api/errors';
import { useTemplate } from '../../api/queries';
import { ErrorNote } from '../../ui/ErrorNote';
import { Page } from '../../ui/Page';
import { Skeleton } from '../../ui/Skeleton';
import { useKeptDraft } from './queries';
import { TemplateBuilder } from './TemplateBuilder';

/** One template, with what was written on it and not saved. */
export function TemplatePage() {
  const { id } = useParams({ from: '/shell/templates/$id' });
  const template = useTemplate(id);
  const kept = useKeptDraft(id);
  const error = template.error ?? kept.error;
  if (template.data && kept.data !== undefined && !kept.isFetching) {
    return <TemplateBuilder key={id} template={template.data} kept={kept.data} />;
  }
  const isMissing = error instanceof ApiError && error.status === 404;
  return (
    <Page title="Template" trail={<Link to="/templates">Templates</Link>}>
      <div className="mx-auto w-full max-w-180 space-y-3.5 px-4 py-5 md:px-6">
        {error ? (
          <ErrorNote
            title={isMissing ? 'There is no such template' : 'The template did not load'}
            detail={describeError(error)}
            {...(!isMissing && {
              onRetry: () => {
                void template.refetch();
                void kept.refetch();
              },
            })}
            actions={
              <Link to="/templates" className="btn-quiet h-8">
                All templates
              </Link>
            }
          />
        ) : (
          <div role="status" className="space-y-3.5">
            <span className="sr-only">Loading the template</span>
            <Skeleton className="h-10" />
            <Skeleton className="h-38" />
            <Skeleton className="h-32" />
          </div>
        )}
      </div>
    </Page>
  );
}
