import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useDataset } from '../../api/queries';
import { Page } from '../../ui/Page';
import { ExportDialog } from './ExportDialog';
import { type ExportedRows, rowsQuery } from './exported-rows';

const ROUTE = '/shell/d/$dataset/export';

export function ExportPage() {
  const { dataset } = useParams({ from: ROUTE });
  const { fmt, ...rows } = useSearch({ from: ROUTE });
  const { data: about } = useDataset(dataset);
  const navigate = useNavigate();
  const go = (format: string | undefined, wanted: ExportedRows) => {
    const search = { ...(format !== undefined && { fmt: format }), ...rowsQuery(wanted) };
    return navigate({ to: '/d/$dataset/export', params: { dataset }, search, replace: true });
  };
  return (
    <Page title="Export" trail={about?.name}>
      <ExportDialog
        key={dataset}
        dataset={dataset}
        fmt={fmt}
        rows={rows}
        count={about?.count ?? null}
        onFormat={(id) => go(id, rows)}
        onRows={(wanted) => go(fmt, wanted)}
      />
    </Page>
  );
}
