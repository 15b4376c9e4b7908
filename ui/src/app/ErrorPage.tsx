import type { ErrorComponentProps } from '@tanstack/react-router';
import { describeError } from '../api/errors';
import { ErrorNote } from '../ui/ErrorNote';

/** Stands where a page broke. What the server holds is untouched by it. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  return (
    <main className="mx-auto w-full max-w-140 p-6">
      <ErrorNote title="This page stopped working" detail={describeError(error)} onRetry={reset} />
    </main>
  );
}
