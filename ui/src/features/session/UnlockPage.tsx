import { Link, Navigate, useRouter, useSearch } from '@tanstack/react-router';
import { useSetup } from '../../api/queries';
import { ExamplePicture } from './ExamplePicture';
import { SessionFrame } from './SessionFrame';
import { UnlockForm } from './UnlockForm';

/** The door: username and password, then on to where one wanted to go. */
export function UnlockPage() {
  const setup = useSetup();
  const { next } = useSearch({ strict: false });
  const { history } = useRouter();
  if (setup.data?.needed) return <Navigate to="/setup" replace />;
  return (
    <SessionFrame
      title="Unlock"
      aside={{
        label: 'What an example looks like',
        picture: <ExamplePicture />,
        line: 'Write a template. Generate a batch. Keep the good ones.',
      }}
    >
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">Unlock your datasets</h1>
      <p className="mt-2 text-base text-ink-2">
        Your password opens the key to your data. Both stay on this computer.
      </p>
      <UnlockForm
        username={setup.data?.username ?? ''}
        onEntered={() => history.replace(next ?? '/')}
        className="mt-8 space-y-4"
      />
      <p className="mt-6 text-xs text-ink-3">
        Password forgotten?{' '}
        <Link to="/recover" className="text-accent underline underline-offset-2">
          Use the recovery code
        </Link>{' '}
        that you stored at the first start. Without password and code nobody can open your data.
      </p>
    </SessionFrame>
  );
}
