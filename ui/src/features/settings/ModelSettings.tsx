import { CircleAlert, CloudUpload, FlaskConical, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { describeError } from '../../api/errors';
import { useModels, usePreferences, useSavePreferences } from '../../api/queries';
import type { Schema } from '../../api/schema';
import { Field } from '../../ui/Field';
import { Select, type SelectOption } from '../../ui/Select';
import { Skeleton } from '../../ui/Skeleton';
import { toast } from '../../ui/toast';
import { ModelServers } from './ModelServers';
import { SettingsColumn, SettingsSection } from './SettingsSection';

export function ModelSettings() {
  const models = useModels();
  return (
    <SettingsColumn>
      <SettingsSection
        title="Default models"
        intro="New batches start with these. You can choose others for a single batch."
      >
        {models.data === undefined ? (
          <Skeleton className="h-9 w-full" />
        ) : (
          <DefaultModels models={models.data.models} />
        )}
      </SettingsSection>
      <ModelServers />
    </SettingsColumn>
  );
}

function DefaultModels({ models }: { models: Schema<'ModelDetails'>[] }) {
  const { data: preferences } = usePreferences();
  const save = useSavePreferences();
  if (preferences === undefined) return <Skeleton className="h-9 w-full" />;
  const choose = (change: Schema<'PreferencesInput'>) =>
    save.mutate(change, {
      onError: (error) => toast.error('The model was not saved', describeError(error)),
    });
  const generation = preferences.default_gen_model ?? null;
  const paraphrase = preferences.default_para_model ?? null;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <ModelField
        label="Generation"
        hint="Writes the answers."
        models={models}
        value={generation}
        onChange={(name) => choose({ default_gen_model: name })}
      />
      <ModelField
        label="Paraphrase"
        hint="Writes the variations of a prompt. A small, quick model will do."
        models={models}
        value={paraphrase}
        onChange={(name) => choose({ default_para_model: name })}
      />
    </div>
  );
}

interface ModelFieldProps {
  label: string;
  hint: string;
  models: Schema<'ModelDetails'>[];
  value: string | null;
  onChange: (name: string) => void;
}

function ModelField({ label, hint, models, value, onChange }: ModelFieldProps) {
  const chosen = models.find(({ name }) => name === value);
  const isMissing = value !== null && chosen === undefined;
  return (
    <div>
      <Field label={label} hint={hint}>
        {(control) => (
          <Select
            {...control}
            value={value}
            placeholder={models.length === 0 ? 'No model to choose' : 'Choose a model'}
            disabled={models.length === 0 && !isMissing}
            options={[...models.map(toOption), ...(isMissing ? [missingOption(value)] : [])]}
            onChange={onChange}
          />
        )}
      </Field>
      {isMissing && <Remark icon={CircleAlert}>{value} is not there right now.</Remark>}
      {chosen && !chosen.local && (
        <Remark icon={CloudUpload}>
          A cloud model: your prompts and answers leave this computer.
        </Remark>
      )}
      {chosen?.demo && (
        <Remark icon={FlaskConical}>
          A demo model: it makes up plausible text and is no use for training.
        </Remark>
      )}
    </div>
  );
}

function Remark({ icon: Icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <p className="mt-1.5 flex gap-1.5 text-xs text-ink-2">
      <Icon aria-hidden size={14} className="mt-0.5 shrink-0 text-star" />
      <span>{children}</span>
    </p>
  );
}

function toOption(model: Schema<'ModelDetails'>): SelectOption {
  const kind = model.demo ? 'demo' : model.local ? model.parameter_size : 'cloud';
  return { value: model.name, label: model.name, ...(kind && { hint: kind }) };
}

const missingOption = (name: string): SelectOption => ({
  value: name,
  label: name,
  hint: 'not there',
  disabled: true,
});
