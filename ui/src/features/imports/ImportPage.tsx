import { useNavigate, useParams } from '@tanstack/react-router';
import { useDataset } from '../../api/queries';
import { Page } from '../../ui/Page';
import { ImportView } from './ImportView';

export function ImportPage() {
  const { dataset } = useParams({ from: '/shell/d/$dataset/import' });
  const { data: about } = useDataset(dataset);
  const navigate = useNavigate();
  return (
    <Page title="Import" trail={about?.name}>
      <ImportView
        key={dataset}
        dataset={dataset}
        onDone={() => navigate({ to: '/d/$dataset/examples', params: { dataset } })}
      />
    </Page>
  );
}
