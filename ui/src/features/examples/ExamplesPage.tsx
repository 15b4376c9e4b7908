import { Page } from '../../ui/Page';

export function ExamplesPage() {
  return <Page title="Examples">{null}</Page>;
}
