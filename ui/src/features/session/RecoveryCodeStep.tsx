import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { FileQuestion, KeyRound, LockKeyhole, type LucideIcon, Sparkles } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { client } from '../../api/client';
import { describeError, unwrap } from '../../api/errors';
import { Button } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { ErrorNote } from '../../ui/ErrorNote';
import { RecoveryCodeCard } from '../../ui/RecoveryCodeCard';
import { StoredCheck } from '../../ui/StoredCheck';
import { SetupSteps } from './SetupSteps';

interface Props {
  username: string;
  code: string;
}

export function RecoveryCodeStep({ username, code }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  // The form before it is gone, and the focus with it: reading goes on here.
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <SetupSteps current={2} />
      <h1
        ref={heading}
        tabIndex={-1}
        className="mt-6 text-2xl font-semibold tracking-[-0.02em] outline-none"
      >
        Keep this recovery code
      </h1>
      <p className="mt-2 text-base text-ink-2">
        You see it this once. Print it or put it into a password manager, somewhere your data is
        not.
      </p>
      <div className="mt-6">
        <RecoveryCodeCard username={username} code={code} />
      </div>
      <dl className="mt-5 text-sm">
        <Case icon={KeyRound} title="Password forgotten">
          With the code you choose a new one. Nothing is lost.
        </Case>
        <Case icon={FileQuestion} title="Code lost">
          Your password still opens everything. Take good care of it.
        </Case>
        <Case icon={LockKeyhole} tone="text-bad" title="Both lost">
          Your data stays locked for good. Nobody can open it any more.
        </Case>
      </dl>
      <StartForm />
    </>
  );
}

interface CaseProps {
  icon: LucideIcon;
  tone?: string;
  title: string;
  children: string;
}

function Case({ icon: Icon, tone = 'text-ink-3', title, children }: CaseProps) {
  return (
    <div className="flex gap-3 border-line py-2.5 not-first:border-t">
      <dt className="flex w-28 shrink-0 gap-3 font-medium sm:w-38">
        <Icon aria-hidden size={15} className={classes('mt-0.5 shrink-0', tone)} />
        {title}
      </dt>
      <dd className="text-ink-2">{children}</dd>
    </div>
  );
}

function StartForm() {
  const [stored, setStored] = useState(false);
  const navigate = useNavigate();
  const start = useMutation({
    mutationFn: async () => {
      await unwrap(client.PUT('/user/preferences', { body: { recovery_confirmed: true } }));
      const { items } = await unwrap(
        client.GET('/datasets', { params: { query: { archived: false, size: 1 } } }),
      );
      return items[0]?.id;
    },
    onSuccess: (dataset) =>
      dataset === undefined
        ? navigate({ to: '/', replace: true })
        : navigate({ to: '/d/$dataset/generate', params: { dataset }, replace: true }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (stored && !start.isPending) start.mutate();
  };
  return (
    <form onSubmit={submit} className="mt-3 space-y-3">
      <StoredCheck checked={stored} onChange={setStored} />
      {start.error && <ErrorNote title="That did not work" detail={describeError(start.error)} />}
      <Button
        type="submit"
        variant={stored ? 'primary' : 'quiet'}
        size="lg"
        icon={Sparkles}
        disabled={!stored}
        busy={start.isPending}
        className="w-full"
      >
        Start with a sample template
      </Button>
    </form>
  );
}
