import { describeError } from '../../api/errors';
import { NameDialog } from '../../ui/NameDialog';
import { useCreateTemplate } from './queries';

interface Props {
  onClose: () => void;
  onCreated: (id: number) => void;
}

/** What a new template asks until its own prompt is written; an empty one could not be saved. */
const FIRST_PROMPT = 'Explain {topic} to someone who hears of it for the first time.';

export function NewTemplateDialog({ onClose, onCreated }: Props) {
  const create = useCreateTemplate();
  return (
    <NameDialog
      title="New template"
      confirm="Create"
      hint="You write the prompt next."
      placeholder="Explain this clause to a tenant"
      busy={create.isPending}
      error={create.error && describeError(create.error)}
      onClose={onClose}
      onConfirm={(name) =>
        create.mutate({ name, user_prompt: FIRST_PROMPT }, { onSuccess: ({ id }) => onCreated(id) })
      }
    />
  );
}
