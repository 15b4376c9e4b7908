import { useQueryClient } from '@tanstack/react-query';
import { forgetSession } from '../api/lock';
import { keys } from '../api/queries';
import type { Schema } from '../api/schema';
import { UnlockForm } from '../features/session/UnlockForm';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { paths } from './paths';
import { router } from './router';

/** Lies over the untouched page when the session is gone. The password brings everything back. */
export function LockOverlay() {
  const cache = useQueryClient();
  const known = cache.getQueryData<Schema<'Preferences'>>(keys.preferences)?.username ?? '';
  const leave = async () => {
    forgetSession();
    await router.navigate(paths.unlock);
    cache.clear();
  };
  return (
    <Dialog
      open
      locked
      onClose={() => undefined}
      width="narrow"
      title="Locked"
      description="Your session ended. The page is as you left it and goes on where it stopped."
    >
      <UnlockForm
        username={known}
        isKnown={known !== ''}
        onEntered={() => cache.invalidateQueries({ queryKey: keys.session })}
        className="space-y-4"
      />
      <Button variant="ghost" onClick={leave} className="mt-2 w-full">
        Sign out instead
      </Button>
    </Dialog>
  );
}
