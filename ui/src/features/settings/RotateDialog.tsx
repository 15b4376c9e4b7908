import type { UseMutationResult } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { ApiError, describeError } from '../../api/errors';
import { formatAmount } from '../../lib/numbers';
import { useCountdown } from '../../lib/useCountdown';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { ErrorNote } from '../../ui/ErrorNote';
import { PasswordField } from '../../ui/PasswordField';

interface Props {
  username: string;
  /** Begins with the password. */
  start: UseMutationResult<unknown, Error, string>;
  onClose: () => void;
}

const FORM = 'rotate-key';

/** Says what a new code and key mean, and asks for the password. */
export function RotateDialog({ username, start, onClose }: Props) {
  const [password, setPassword] = useState('');
  const [openAt, setOpenAt] = useState<number | null>(null);
  const wait = useCountdown(openAt);
  const field = useRef<HTMLInputElement>(null);
  const status = start.error instanceof ApiError ? start.error.status : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (start.isPending || wait > 0) return;
    start.mutate(password, {
      onError: (error) => {
        field.current?.focus();
        field.current?.select();
        if (error instanceof ApiError && error.status === 429) {
          setOpenAt(Date.now() + (error.number('retry_after_s') ?? 60) * 1000);
        }
      },
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Replace code and key"
      description="You get a new recovery code, and everything you keep gets a new key. The code you have now is void at once. Your password stays."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={FORM}
            variant="primary"
            busy={start.isPending}
            disabled={wait > 0}
          >
            {start.isPending ? 'Deriving key…' : 'Replace both'}
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} className="space-y-4">
        <input hidden readOnly autoComplete="username" value={username} />
        <PasswordField
          label="Password"
          ref={field}
          required
          autoComplete="current-password"
          value={password}
          onChange={(next) => {
            setPassword(next);
            if (status !== 429) start.reset();
          }}
          error={status === 403 ? 'That is not your password.' : null}
        />
        {wait > 0 && (
          <ErrorNote
            title="Too many tries"
            detail={`You can try again in ${formatAmount(wait, 'second')}. Nothing has changed.`}
          />
        )}
        {start.error && status !== 403 && status !== 429 && (
          <ErrorNote title="Nothing has changed" detail={describeError(start.error)} />
        )}
      </form>
    </Dialog>
  );
}
