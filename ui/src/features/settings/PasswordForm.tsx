import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { client } from '../../api/client';
import { ApiError, describeError, unwrap } from '../../api/errors';
import { measurePassword } from '../../lib/password';
import { Button } from '../../ui/Button';
import { ErrorNote } from '../../ui/ErrorNote';
import { NewPasswordField } from '../../ui/NewPasswordField';
import { PasswordField } from '../../ui/PasswordField';
import { toast } from '../../ui/toast';

/** Changes the password. The username only tells a password manager whose it is. */
export function PasswordForm({ username }: { username: string }) {
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const oldField = useRef<HTMLInputElement>(null);
  const freshField = useRef<HTMLInputElement>(null);
  const change = useMutation({
    mutationFn: () =>
      unwrap(client.PUT('/user/password', { body: { old_password: old, new_password: fresh } })),
    onSuccess: () => {
      setOld('');
      setFresh('');
      toast.success('Your password is changed. Other sessions have ended.');
    },
    onError: (error) => {
      const field = error instanceof ApiError && error.status === 403 ? oldField : freshField;
      field.current?.focus();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = measurePassword(fresh).problem;
    setProblem(found);
    if (found !== null) freshField.current?.focus();
    else if (!change.isPending) change.mutate();
  };
  const status = change.error instanceof ApiError ? change.error.status : null;
  const refusal = change.error && describeError(change.error);
  return (
    <form onSubmit={submit} className="max-w-100 space-y-4">
      <input hidden readOnly autoComplete="username" value={username} />
      <PasswordField
        label="Current password"
        ref={oldField}
        required
        autoComplete="current-password"
        value={old}
        onChange={(next) => {
          setOld(next);
          change.reset();
        }}
        error={status === 403 ? refusal : null}
      />
      <NewPasswordField
        label="New password"
        ref={freshField}
        value={fresh}
        onChange={(next) => {
          setFresh(next);
          setProblem(null);
          change.reset();
        }}
        error={problem ?? (status === 400 ? refusal : null)}
      />
      {refusal && status !== 403 && status !== 400 && (
        <ErrorNote title="Your password is unchanged" detail={refusal} />
      )}
      <Button type="submit" busy={change.isPending}>
        {change.isPending ? 'Deriving key…' : 'Change password'}
      </Button>
    </form>
  );
}
