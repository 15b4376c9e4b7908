import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { forgetSession } from '../api/lock';
import { logout } from '../api/session';
import { readToken } from '../api/token';
import { paths } from './paths';

/**
 * Leaves for /unlock and ends the session. Nothing that was read stays in the tab. The page is left
 * first: on the server the session may be gone while the page still asks, and that would raise the lock.
 */
export function useLogout() {
  const cache = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async () => {
      const token = readToken();
      await navigate(paths.unlock);
      forgetSession();
      cache.clear();
      if (token !== null) await logout(token);
    },
  });
}
