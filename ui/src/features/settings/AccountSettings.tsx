import { type FormEvent, useState } from 'react';
import { describeError } from '../../api/errors';
import { usePreferences, useSavePreferences } from '../../api/queries';
import type { Schema } from '../../api/schema';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { Input } from '../../ui/Input';
import { Skeleton } from '../../ui/Skeleton';
import { toast } from '../../ui/toast';
import { SettingsColumn, SettingsSection } from './SettingsSection';

export function AccountSettings() {
  const { data: preferences } = usePreferences();
  return (
    <SettingsColumn>
      <SettingsSection title="You">
        {preferences ? <NameForm preferences={preferences} /> : <Skeleton className="h-9 w-full" />}
      </SettingsSection>
    </SettingsColumn>
  );
}

function NameForm({ preferences }: { preferences: Schema<'Preferences'> }) {
  const [typed, setTyped] = useState<string | null>(null);
  const save = useSavePreferences();
  const name = typed ?? preferences.name;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (save.isPending) return;
    save.mutate({ name: name.trim() }, { onSuccess: () => toast.success('Your name is saved.') });
  };
  return (
    <form onSubmit={submit} className="flex max-w-100 flex-wrap items-start gap-2">
      <Field
        label="Name"
        hint={`Shown in the page. You sign in as ${preferences.username}.`}
        error={save.error && describeError(save.error)}
        className="min-w-0 flex-1 basis-56"
      >
        {(control) => (
          <Input
            {...control}
            required
            autoComplete="name"
            value={name}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" busy={save.isPending} className="sm:mt-6">
        Save name
      </Button>
    </form>
  );
}
