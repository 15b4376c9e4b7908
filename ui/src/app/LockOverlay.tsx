import { useMutation, useQueryClient } from '@tanstack/react-query';
import { LockKeyhole } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { describeError } from '../api/errors';
import { forgetSession } from '../api/lock';
import { keys } from '../api/queries';
import type { Schema } from '../api/schema';
import { login } from '../api/session';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Field } from '../ui/Field';
import { Input } from '../ui/Input';
import { paths } from './paths';
import { router } from './router';

/** Lies over the untouched page when the session is gone. The password brings everything back. */
export function LockOverlay() {
  const cache = useQueryClient();
  const known = cache.getQueryData<Schema<'Preferences'>>(keys.preferences)?.username ?? '';
  const [username, setUsername] = useState(known);
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => login(username.trim(), password),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.session }),
    onError: () => setPassword(''),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!signIn.isPending) signIn.mutate();
  };
  const leave = async () => {
    forgetSession();
    await router.navigate(paths.unlock);
    cache.clear();
  };

  return (
    <Dialog
      open
      locked
      onClose={() => undefined}
      width="narrow"
      title="Locked"
      description="Your session ended. The page is as you left it and goes on where it stopped."
    >
      <form onSubmit={submit} className="space-y-4">
        {known === '' && (
          <Field label="Username">
            {(control) => (
              <Input
                {...control}
                required
                autoComplete="username"
                value={username}
                onChange={(event) => setUsername(event.target.value)}
              />
            )}
          </Field>
        )}
        <Field
          label={known === '' ? 'Password' : `Password of ${known}`}
          error={signIn.error && describeError(signIn.error)}
        >
          {(control) => (
            <Input
              {...control}
              required
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <Button
          type="submit"
          variant="primary"
          size="lg"
          icon={LockKeyhole}
          busy={signIn.isPending}
          className="w-full"
        >
          {signIn.isPending ? 'Deriving key…' : 'Unlock'}
        </Button>
        <Button variant="ghost" onClick={leave} className="w-full">
          Sign out instead
        </Button>
      </form>
    </Dialog>
  );
}
