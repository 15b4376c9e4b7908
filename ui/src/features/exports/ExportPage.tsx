import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useDataset } from '../../api/queries';
import { Page } from '../../ui/Page';
import { ExportDialog } from './ExportDialog';

const ROUTE = '/shell/d/$dataset/export';

export function ExportPage() {
  const { dataset } = useParams({ from: ROUTE });
  const { fmt, ids } = useSearch({ from: ROUTE });
  const { data: about } = useDataset(dataset);
  const navigate = useNavigate();
  const go = (search: { fmt?: string; ids?: string }) =>
    navigate({ to: '/d/$dataset/export', params: { dataset }, search, replace: true });
  return (
    <Page title="Export" trail={about?.name}>
      <ExportDialog
        key={dataset}
        dataset={dataset}
        fmt={fmt}
        ids={ids}
        onFormat={(id) => go({ fmt: id, ...(ids !== undefined && { ids }) })}
        onTakeAll={() => go(fmt === undefined ? {} : { fmt })}
      />
    </Page>
  );
}
