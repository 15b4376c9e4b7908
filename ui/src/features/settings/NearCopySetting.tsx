import { describeError } from '../../api/errors';
import { usePreferences, useSavePreferences } from '../../api/queries';
import { Switch } from '../../ui/Switch';
import { toast } from '../../ui/toast';

/** Whether a dataset refuses what it nearly has already. */
export function NearCopySetting() {
  const { data: preferences } = usePreferences();
  const save = useSavePreferences();
  const choose = (refuse: boolean) =>
    save.mutate(
      { refuse_near_copies: refuse },
      { onError: (error) => toast.error('The choice was not saved', describeError(error)) },
    );
  return (
    <Switch
      checked={preferences?.refuse_near_copies ?? false}
      disabled={preferences === undefined}
      onChange={choose}
      label="Refuse near copies"
      hint="An answer that is 80 % like an example of the dataset cannot be added. Otherwise its card only says so."
    />
  );
}
