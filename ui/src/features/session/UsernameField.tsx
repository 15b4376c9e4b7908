import { Field } from '../../ui/Field';
import { Input } from '../../ui/Input';

interface Props {
  value: string;
  onChange: (value: string) => void;
  /** Where the value came from, while it is untouched. */
  origin?: string | undefined;
  error?: string | undefined;
}

export function UsernameField({ value, onChange, origin, error }: Props) {
  return (
    <Field
      label="Username"
      aside={origin && <span className="text-2xs text-ink-3">{origin}</span>}
      error={error}
    >
      {(control) => (
        <Input
          {...control}
          required
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
