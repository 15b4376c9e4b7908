import { describeError } from '../../api/errors';
import type { Schema } from '../../api/schema';
import { formatAmount } from '../../lib/numbers';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { ErrorNote } from '../../ui/ErrorNote';
import { toast } from '../../ui/toast';
import { useDeleteDataset } from './queries';

interface Props {
  dataset: Schema<'Dataset'>;
  onClose: () => void;
}

export function DeleteDatasetDialog({ dataset, onClose }: Props) {
  const remove = useDeleteDataset();
  const confirm = () =>
    remove.mutate(dataset.id, {
      onSuccess: () => {
        onClose();
        toast.success(`${dataset.name} is deleted.`);
      },
    });
  return (
    <ConfirmDialog
      open
      danger
      title={`Delete ${dataset.name} for good?`}
      confirm={`Delete ${dataset.name}`}
      busy={remove.isPending}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>
        Its {formatAmount(dataset.count, 'example')} {dataset.count === 1 ? 'goes' : 'go'} with it.
        This cannot be undone.
      </p>
      {remove.error && (
        <div className="mt-3">
          <ErrorNote title="It was not deleted" detail={describeError(remove.error)} />
        </div>
      )}
    </ConfirmDialog>
  );
}
