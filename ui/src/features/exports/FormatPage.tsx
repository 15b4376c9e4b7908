import { Link, useParams, useSearch } from '@tanstack/react-router';
import { describeError } from '../../api/errors';
import { useExportTemplates } from '../../api/exports';
import { useDatasets } from '../../api/queries';
import { ErrorNote } from '../../ui/ErrorNote';
import { Page } from '../../ui/Page';
import { Skeleton } from '../../ui/Skeleton';
import { FormatEditor } from './FormatEditor';

const ROUTE = '/shell/formats/$id';

/** A format: how each row is written. Those that came with dsforge are shown and can be duplicated. */
export function FormatPage() {
  const { id } = useParams({ from: ROUTE });
  const search = useSearch({ from: ROUTE });
  const formats = useExportTemplates();
  const datasets = useDatasets();
  const format = formats.data?.find((one) => one.id === id);
  const dataset = search.dataset ?? datasets.data?.[0]?.id ?? null;
  if (format && dataset !== null) {
    return <FormatEditor key={id} format={format} dataset={dataset} />;
  }
  return (
    <Page title="Format">
      <div className="mx-auto w-full max-w-180 px-4 py-5 md:px-6">
        {formats.isError || (formats.data && !format) ? (
          <ErrorNote
            title={formats.isError ? 'The format did not load' : 'There is no such format'}
            detail={formats.isError ? describeError(formats.error) : 'It may have been deleted.'}
            {...(formats.isError && { onRetry: () => void formats.refetch() })}
            actions={
              <Link to="/" className="btn-quiet h-8">
                Back to the start
              </Link>
            }
          />
        ) : (
          <div role="status" className="space-y-3.5">
            <span className="sr-only">Loading the format</span>
            <Skeleton className="h-10" />
            <Skeleton className="h-38" />
          </div>
        )}
      </div>
    </Page>
  );
}
