import { Page } from '../../ui/Page';

export function RecoverPage() {
  return <Page title="Use the recovery code">{null}</Page>;
}
