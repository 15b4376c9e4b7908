import { ArrowRight, LifeBuoy } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { ApiError, describeError, OfflineError } from '../../api/errors';
import type { Schema } from '../../api/schema';
import { measurePassword } from '../../lib/password';
import { Button } from '../../ui/Button';
import { ErrorNote } from '../../ui/ErrorNote';
import { NewPasswordField } from '../../ui/NewPasswordField';
import { useCreateAccount } from './queries';
import { SetupSteps } from './SetupSteps';
import { UsernameField } from './UsernameField';
import { useStartIn } from './useStartIn';

interface Props {
  /** The name of the account on this computer. */
  suggestion: string;
  onDone: (username: string, done: Schema<'SetupDone'>) => void;
  /** There is a user already: somebody was faster. */
  onTaken: () => void;
}

export function PasswordStep(props: Props) {
  return (
    <>
      <SetupSteps current={1} />
      <h1 className="mt-6 text-2xl font-semibold tracking-[-0.02em]">Choose a password</h1>
      <p className="mt-2 text-base text-ink-2">
        It seals all that you make here. Your work stays on this computer, and you sign up for
        nothing.
      </p>
      <AccountForm {...props} />
      <p className="mt-5 flex items-start gap-2 text-xs text-ink-3">
        <LifeBuoy aria-hidden size={14} className="mt-0.5 shrink-0" />
        <span>
          A recovery code comes next, for the day you forget it. With neither of the two, nobody can
          open your data.
        </span>
      </p>
    </>
  );
}

function AccountForm({ suggestion, onDone, onTaken }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const username = typed ?? suggestion;
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const create = useCreateAccount();
  useStartIn(field, suggestion !== '');
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    const found = measurePassword(password).problem;
    setProblem(found);
    if (found !== null) field.current?.focus();
    if (found !== null || create.isPending) return;
    create.mutate(
      { username: username.trim(), password },
      {
        onSuccess: (done) => onDone(username.trim(), done),
        onError: (error) => {
          if (error instanceof ApiError && error.status === 409) onTaken();
          else field.current?.focus();
        },
      },
    );
  };
  const refused = create.error instanceof ApiError ? create.error : null;
  const refusedFor = (name: string) =>
    refused?.text('field') === name ? refused.detail : undefined;
  const elsewhere = create.error !== null && !refusedFor('username') && !refusedFor('password');

  return (
    <form onSubmit={submit} noValidate className="mt-7 space-y-4">
      <UsernameField
        value={username}
        onChange={setTyped}
        origin={username === suggestion && username !== '' ? 'Taken from this computer' : undefined}
        error={refusedFor('username')}
      />
      <NewPasswordField
        label="Password"
        ref={field}
        value={password}
        onChange={(next) => {
          setPassword(next);
          setProblem(null);
        }}
        error={problem ?? refusedFor('password')}
      />
      {elsewhere && (
        <ErrorNote
          title="Your account could not be made"
          detail={describeError(create.error)}
          {...(create.error instanceof OfflineError && { onRetry: () => submit() })}
        />
      )}
      <Button type="submit" variant="primary" size="lg" busy={create.isPending} className="w-full">
        {create.isPending ? 'Deriving key…' : 'Continue'}
        {!create.isPending && <ArrowRight aria-hidden size={16} />}
      </Button>
    </form>
  );
}
