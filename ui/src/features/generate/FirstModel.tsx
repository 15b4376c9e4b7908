import { useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { forgetPull, pullModel, pulls } from '../../api/pulls';
import { keys } from '../../api/queries';
import { useSignal } from '../../lib/useSignal';
import { Button } from '../../ui/Button';
import { PullState } from '../../ui/PullState';

/** Small enough for most machines, and good enough to begin with. */
const FIRST = 'gemma3:4b';

/** Has an Ollama that has no model get one, without a terminal. */
export function FirstModel({ server }: { server: string }) {
  const cache = useQueryClient();
  const pull = useSignal(pulls).find((one) => one.server === server);
  const start = (model: string) =>
    void pullModel(server, model, () => void cache.invalidateQueries({ queryKey: keys.models }));
  return (
    <div className="my-2">
      {pull ? (
        <PullState {...pull} onRetry={() => start(pull.model)} onClose={() => forgetPull(server)} />
      ) : (
        <Button size="sm" icon={Download} onClick={() => start(FIRST)}>
          Get {FIRST} now (3.3 GB)
        </Button>
      )}
    </div>
  );
}
