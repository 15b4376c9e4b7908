import { Link, Navigate, useRouter, useSearch } from '@tanstack/react-router';
import { LockKeyholeOpen } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useSetup } from '../../api/queries';
import { login } from '../../api/session';
import { Button } from '../../ui/Button';
import { PasswordField } from '../../ui/PasswordField';
import { DoorNotes } from './DoorNotes';
import { ExamplePicture } from './ExamplePicture';
import { SessionFrame } from './SessionFrame';
import { UsernameField } from './UsernameField';
import { useSignIn } from './useSignIn';

/** The door: username and password, then on to where one wanted to go. */
export function UnlockPage() {
  const setup = useSetup();
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
      <UnlockForm suggestion={setup.data?.username ?? ''} />
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

interface Credentials {
  username: string;
  password: string;
}

function UnlockForm({ suggestion }: { suggestion: string }) {
  const { next } = useSearch({ strict: false });
  const { history } = useRouter();
  const [typed, setTyped] = useState<string | null>(null);
  const [password, setPassword] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const username = typed ?? suggestion;
  const { submit, isPending, wait, refusal } = useSignIn<Credentials>({
    enter: (credentials) => login(credentials.username, credentials.password),
    wrong: 'That username and password don’t match.',
    onEntered: () => history.replace(next ?? '/'),
    onRefused: () => field.current?.select(),
  });
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    submit({ username: username.trim(), password });
  };
  useEffect(() => {
    if (suggestion !== '') field.current?.focus();
  }, [suggestion]);

  return (
    <form onSubmit={send} className="mt-8 space-y-4">
      <UsernameField value={username} onChange={setTyped} />
      <PasswordField
        label="Password"
        ref={field}
        required
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={refusal.secret}
      />
      <DoorNotes refusal={refusal} wait={wait} onRetry={() => send()} />
      <Button
        type="submit"
        variant="primary"
        size="lg"
        icon={LockKeyholeOpen}
        busy={isPending}
        disabled={wait > 0}
        className="w-full"
      >
        {isPending ? 'Deriving key…' : 'Unlock'}
      </Button>
    </form>
  );
}
