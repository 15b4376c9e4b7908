import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { client } from '../api/client';
import { OfflineError, unwrap } from '../api/errors';
import { forgetSession, locked } from '../api/lock';
import { paths } from './paths';

/** Ends the session and leaves for /unlock. Nothing that was read stays in the tab. */
export function useLogout() {
  const cache = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async () => {
      // Behind the lock there is no session left to end.
      if (locked.get()) return;
      try {
        await unwrap(client.POST('/logout'));
      } catch (error) {
        if (!(error instanceof OfflineError)) throw error;
      }
    },
    onSuccess: async () => {
      forgetSession();
      await navigate(paths.unlock);
      cache.clear();
    },
  });
}
