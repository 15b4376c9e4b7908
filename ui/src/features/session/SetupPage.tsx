import { useQueryClient } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { useState } from 'react';
import { keys, useSetup } from '../../api/queries';
import type { Schema } from '../../api/schema';
import { readToken } from '../../api/token';
import { KeysPicture } from './KeysPicture';
import { PasswordStep } from './PasswordStep';
import { RecoveryCodeStep } from './RecoveryCodeStep';
import { SessionFrame } from './SessionFrame';

interface Account {
  username: string;
  code: string;
}

/** The first start: a password, then the recovery code. The account exists from step 1 on. */
export function SetupPage() {
  const setup = useSetup();
  const cache = useQueryClient();
  const [account, setAccount] = useState<Account | null>(null);

  if (account !== null) return <CodePage {...account} />;
  if (setup.data?.needed === false) {
    return <Navigate to={readToken() === null ? '/unlock' : '/'} replace />;
  }
  const remember = () =>
    cache.setQueryData<Schema<'Setup'>>(
      keys.setup,
      (known) => known && { ...known, needed: false },
    );
  const start = (username: string, { recovery_code: code }: Schema<'SetupDone'>) => {
    setAccount({ username, code });
    remember();
  };
  return (
    <SessionFrame
      title="Choose a password"
      aside={{
        label: 'How your data is kept',
        picture: <KeysPicture password="active" code="later" codeNote="next: you store it away" />,
        line: 'Two ways in. There is no third.',
      }}
    >
      <PasswordStep suggestion={setup.data?.username ?? ''} onDone={start} onTaken={remember} />
    </SessionFrame>
  );
}

function CodePage({ username, code }: Account) {
  return (
    <SessionFrame
      title="Recovery code"
      wide
      aside={{
        label: 'How your data is kept',
        picture: <KeysPicture password="done" code="active" codeNote="you store it away" />,
        line: 'Two ways in. There is no third.',
      }}
    >
      <RecoveryCodeStep username={username} code={code} />
    </SessionFrame>
  );
}
