import { Link, useNavigate } from '@tanstack/react-router';
import { LifeBuoy } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useSetup } from '../../api/queries';
import { recover } from '../../api/session';
import { measurePassword } from '../../lib/password';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { Input } from '../../ui/Input';
import { NewPasswordField } from '../../ui/NewPasswordField';
import { TextArea } from '../../ui/TextArea';
import { DoorNotes } from './DoorNotes';
import { KeysPicture } from './KeysPicture';
import { findCodeProblem, isComplete, normalizeCode } from './recovery-code';
import { SessionFrame } from './SessionFrame';
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
      <Field label="Username">
        {(control) => (
          <Input
            {...control}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            value={username}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <Field
        label="Recovery code"
        error={code.problem ?? refusal.secret}
        hint="Dashes, spaces and capitals do not matter."
      >
        {(control) => (
          <TextArea
            {...control}
            ref={code.ref}
            rows={2}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            value={code.text}
            onChange={(event) => {
              code.setText(event.target.value);
              reset();
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              event.currentTarget.form?.requestSubmit();
            }}
            className="resize-none! font-mono uppercase"
          />
        )}
      </Field>
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

/** The code as it is typed, with what is wrong with it as soon as that is certain. */
function useTypedCode() {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const ref = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    let isCurrent = true;
    findCodeProblem(text).then((found) => isCurrent && setProblem(found));
    return () => {
      isCurrent = false;
    };
  }, [text]);
  /** Before sending: an unfinished code is a problem too. The caret goes back to it. */
  const check = async () => {
    const unfinished = isComplete(text)
      ? null
      : 'A code has eight groups of four characters and two more.';
    const found = (await findCodeProblem(text)) ?? unfinished;
    setProblem(found);
    if (found !== null) ref.current?.focus();
    return found === null;
  };
  return { text, setText, problem, check, ref };
}
