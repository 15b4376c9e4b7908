import { describeError } from '../../api/errors';
import { NameDialog } from '../../ui/NameDialog';
import { useRenameTemplate } from './queries';

interface Props {
  id: number;
  name: string;
  onClose: () => void;
  onRenamed?: (name: string) => void;
}

export function RenameTemplateDialog({ id, name: before, onClose, onRenamed }: Props) {
  const rename = useRenameTemplate();
  return (
    <NameDialog
      title="Rename the template"
      confirm="Rename"
      name={before}
      busy={rename.isPending}
      error={rename.error && describeError(rename.error)}
      onClose={onClose}
      onConfirm={(name) => {
        const done = () => {
          onRenamed?.(name);
          onClose();
        };
        rename.mutate({ id, name }, { onSuccess: done });
      }}
    />
  );
}
