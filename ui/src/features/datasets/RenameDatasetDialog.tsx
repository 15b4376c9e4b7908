import { describeError } from '../../api/errors';
import type { Schema } from '../../api/schema';
import { NameDialog } from '../../ui/NameDialog';
import { useRenameDataset } from './queries';

interface Props {
  dataset: Schema<'Dataset'>;
  onClose: () => void;
}

export function RenameDatasetDialog({ dataset, onClose }: Props) {
  const rename = useRenameDataset(dataset.id);
  return (
    <NameDialog
      title="Rename dataset"
      confirm="Rename"
      name={dataset.name}
      busy={rename.isPending}
      error={rename.error && describeError(rename.error)}
      onClose={onClose}
      onConfirm={(name) => rename.mutate(name, { onSuccess: onClose })}
    />
  );
}
