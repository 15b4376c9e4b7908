import { Link, useNavigate } from '@tanstack/react-router';
import { LifeBuoy } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { useSetup } from '../../api/queries';
import { recover } from '../../api/session';
import { measurePassword } from '../../lib/password';
import { normalizeCode } from '../../lib/recovery-code';
import { Button } from '../../ui/Button';
import { NewPasswordField } from '../../ui/NewPasswordField';
import { CodeField, useTypedCode } from './CodeField';
import { DoorNotes } from './DoorNotes';
import { KeysPicture } from './KeysPicture';
import { SessionFrame } from './SessionFrame';
import { UsernameField } from './UsernameField';
import { useSignIn } from './useSignIn';

/** The second way in: the recovery code and a new password. */
export function RecoverPage() {
  return (
    <SessionFrame
      title="Use the recovery code"
      aside={{
        label: 'How your data is kept',
        picture: <KeysPicture password="later" code="active" codeNote="you stored it away" />,
        line: 'Two ways in. There is no third.',
      }}
    >
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">Use the recovery code</h1>
      <p className="mt-2 text-base text-ink-2">
        It opens your data in place of the password, and you choose a new password for it. Nothing
        is lost.
      </p>
      <RecoverForm suggestion={useSetup().data?.username ?? ''} />
      <p className="mt-6 text-xs text-ink-3">
        <Link to="/unlock" className="text-accent underline underline-offset-2">
          Back to the password
        </Link>
      </p>
    </SessionFrame>
  );
}

function RecoverForm({ suggestion }: { suggestion: string }) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState<string | null>(null);
  const [password, setPassword] = useState('');
  const [passwordProblem, setPasswordProblem] = useState<string | null>(null);
  const code = useTypedCode();
  const passwordRef = useRef<HTMLInputElement>(null);
  const username = typed ?? suggestion;
  const { submit, reset, isPending, wait, refusal } = useSignIn({
    enter: recover,
    wrong: 'That username and code don’t match.',
    onEntered: () => navigate({ to: '/', replace: true }),
    onRefused: () => code.ref.current?.focus(),
  });
  const send = async (event?: FormEvent) => {
    event?.preventDefault();
    const { problem } = measurePassword(password);
    setPasswordProblem(problem);
    if (!(await code.check())) return;
    if (problem !== null) passwordRef.current?.focus();
    else {
      submit({
        username: username.trim(),
        recovery_code: normalizeCode(code.text),
        new_password: password,
      });
    }
  };

  return (
    <form onSubmit={send} noValidate className="mt-7 space-y-4">
      <UsernameField value={username} onChange={setTyped} />
      <CodeField
        ref={code.ref}
        value={code.text}
        onChange={(next) => {
          code.setText(next);
          reset();
        }}
        error={code.problem ?? refusal.secret}
      />
      <NewPasswordField
        label="New password"
        ref={passwordRef}
        value={password}
        onChange={(next) => {
          setPassword(next);
          setPasswordProblem(null);
        }}
        error={passwordProblem}
      />
      <DoorNotes refusal={refusal} wait={wait} onRetry={() => send()} />
      <Button
        type="submit"
        variant="primary"
        size="lg"
        icon={LifeBuoy}
        busy={isPending}
        disabled={wait > 0}
        className="w-full"
      >
        {isPending ? 'Deriving key…' : 'Open with the code'}
      </Button>
    </form>
  );
}
