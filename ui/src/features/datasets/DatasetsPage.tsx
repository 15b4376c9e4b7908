import { Page } from '../../ui/Page';

export function DatasetsPage() {
  return <Page title="All datasets">{null}</Page>;
}
