import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { Input } from '../../ui/Input';

interface Props {
  /** The key that is typed, empty for none; null leaves the stored one. */
  value: string | null;
  hasKey: boolean;
  /** The address is another one, to which the stored key is not sent. */
  isMoved: boolean;
  error: string | null;
  onChange: (value: string | null) => void;
}

/** The key of a model server. One that is stored is never shown: it can be replaced or removed. */
export function KeyField({ value, hasKey, isMoved, error, onChange }: Props) {
  if (value === null && !isMoved) {
    return (
      <div>
        <p className="label">API key</p>
        <div className="flex flex-wrap items-center gap-2 text-sm">
          <span className="mr-auto">A key is stored.</span>
          <Button size="sm" onClick={() => onChange('')}>
            Replace or remove
          </Button>
        </div>
        {error && <p className="mt-1.5 text-xs text-bad">{error}</p>}
      </div>
    );
  }
  return (
    <Field
      label="API key"
      hint={hintOf(hasKey, isMoved)}
      error={error}
      aside={
        hasKey &&
        !isMoved && (
          <button
            type="button"
            onClick={() => onChange(null)}
            className="rounded text-2xs text-ink-2 underline underline-offset-2 hover:text-ink"
          >
            Keep the stored one
          </button>
        )
      }
    >
      {(control) => (
        <Input
          {...control}
          type="password"
          autoComplete="off"
          spellCheck={false}
          placeholder={hasKey && !isMoved ? 'none from now on' : 'none'}
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

function hintOf(hasKey: boolean, isMoved: boolean): string {
  if (hasKey && isMoved) {
    return 'The stored key was for the address before and is not sent to another one. Type the key for this one, or leave it empty.';
  }
  if (hasKey) return 'Empty removes the stored one.';
  return 'If the server asks for one. It is stored encrypted and never shown again.';
}
