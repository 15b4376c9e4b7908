import { useMutation, useQuery } from '@tanstack/react-query';
import { client } from '../../api/client';
import { unwrap } from '../../api/errors';
import { unlock } from '../../api/lock';

/** Which version answers. Asked before there is a session. */
export function useHealth() {
  return useQuery({ queryKey: ['health'], queryFn: () => unwrap(client.GET('/health')) });
}

interface NewAccount {
  username: string;
  password: string;
}

/** Makes the first user, who is called as they sign in until they say otherwise, and signs in. */
export function useCreateAccount() {
  return useMutation({
    mutationFn: ({ username, password }: NewAccount) =>
      unwrap(client.POST('/setup', { body: { username, name: username, password } })),
    onSuccess: ({ token }) => unlock(token),
  });
}
