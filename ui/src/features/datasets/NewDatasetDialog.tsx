import { describeError } from '../../api/errors';
import { useCreateDataset } from '../../api/queries';
import { NameDialog } from '../../ui/NameDialog';

interface Props {
  onClose: () => void;
  onCreated: (id: number) => void;
}

export function NewDatasetDialog({ onClose, onCreated }: Props) {
  const create = useCreateDataset();
  return (
    <NameDialog
      title="New dataset"
      confirm="Create"
      hint="It also names the files you export."
      placeholder="contract-clauses"
      busy={create.isPending}
      error={create.error && describeError(create.error)}
      onClose={onClose}
      onConfirm={(name) => create.mutate(name, { onSuccess: ({ id }) => onCreated(id) })}
    />
  );
}
