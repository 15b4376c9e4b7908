import { LockKeyholeOpen } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { login } from '../../api/session';
import { Button } from '../../ui/Button';
import { PasswordField } from '../../ui/PasswordField';
import { DoorNotes } from './DoorNotes';
import { UsernameField } from './UsernameField';
import { useSignIn } from './useSignIn';
import { useStartIn } from './useStartIn';

interface Props {
  /** Who it probably is. */
  username: string;
  /** It is certain who: only the password is asked for. */
  isKnown?: boolean;
  onEntered: () => void;
  className?: string;
}

interface Credentials {
  username: string;
  password: string;
}

/** Username and password, with what is said when they do not fit or were tried too often. */
export function UnlockForm({ username: suggestion, isKnown = false, onEntered, className }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const [password, setPassword] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const username = typed ?? suggestion;
  const { submit, isPending, wait, refusal } = useSignIn<Credentials>({
    enter: (credentials) => login(credentials.username, credentials.password),
    wrong: isKnown
      ? `That is not the password of ${username}.`
      : 'That username and password don’t match.',
    onEntered,
    onRefused: () => field.current?.select(),
  });
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    submit({ username: username.trim(), password });
  };
  useStartIn(field, suggestion !== '');

  return (
    <form onSubmit={send} className={className}>
      {isKnown ? (
        // Tells a password manager whose password it is.
        <input hidden readOnly autoComplete="username" value={username} />
      ) : (
        <UsernameField value={username} onChange={setTyped} />
      )}
      <PasswordField
        label={isKnown ? `Password of ${username}` : 'Password'}
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
