import { Link } from '@tanstack/react-router';
import { type ModelChoice, writers } from '../../api/model-choice';
import type { Schema } from '../../api/schema';
import { Field } from '../../ui/Field';
import { Select } from '../../ui/Select';
import { modelHint, modelWarning } from './model-words';

interface Props {
  models: Schema<'Models'>;
  choice: ModelChoice | null;
  /** A batch was asked for and there is no model. */
  missing: boolean;
  onChange: (model: string) => void;
}

/** The model that answers. Demo and cloud models say so. */
export function ModelField({ models, choice, missing, onChange }: Props) {
  const warning = choice && modelWarning(choice.model);
  const said = warning || choice?.note;
  return (
    <>
      <Field label="Model" error={missing ? 'There is no model to ask.' : null}>
        {(control) => (
          <Select
            {...control}
            value={choice?.model.name ?? null}
            placeholder="No model"
            disabled={choice === null}
            options={writers(models).map((model) => {
              const hint = modelHint(model) ?? model.parameter_size;
              return { value: model.name, label: model.name, ...(hint && { hint }) };
            })}
            onChange={onChange}
          />
        )}
      </Field>
      {said && (
        <div className="col-span-2 -mt-1.5 space-y-1 text-xs text-ink-3">
          {warning && <p>{warning}</p>}
          {choice.note && (
            <p>
              {choice.note}{' '}
              <Link
                to="/settings"
                search={{ tab: 'models' }}
                className="whitespace-nowrap text-ink-2 underline underline-offset-2 hover:text-ink"
              >
                Set a default
              </Link>
            </p>
          )}
        </div>
      )}
    </>
  );
}
