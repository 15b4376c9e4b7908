import type { ErrorComponentProps } from '@tanstack/react-router';
import { describeError } from '../api/errors';
import { ErrorNote } from '../ui/ErrorNote';
import { Page } from '../ui/Page';

/** Stands where a page broke. What the server holds is untouched by it. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  return (
    <Page title="Something broke">
      <div className="mx-auto w-full max-w-140 p-6">
        <ErrorNote
          title="This page stopped working"
          detail={describeError(error)}
          onRetry={reset}
        />
      </div>
    </Page>
  );
}
