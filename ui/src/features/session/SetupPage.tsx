import { Page } from '../../ui/Page';

export function SetupPage() {
  return <Page title="Choose a password">{null}</Page>;
}
