import { Link } from '@tanstack/react-router';
import { FileQuestion } from 'lucide-react';
import { EmptyState } from '../ui/EmptyState';
import { Page } from '../ui/Page';
import { paths } from './paths';

export function NotFound() {
  return (
    <Page title="No such page">
      <EmptyState
        icon={FileQuestion}
        title="There is no page at this address"
        actions={
          <Link {...paths.home} className="btn-quiet">
            Go to your dataset
          </Link>
        }
      >
        The link may be old, or what it pointed to was deleted.
      </EmptyState>
    </Page>
  );
}
