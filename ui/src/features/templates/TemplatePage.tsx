import { Page } from '../../ui/Page';

export function TemplatePage() {
  return <Page title="Template">{null}</Page>;
}
