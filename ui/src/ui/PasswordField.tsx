import { ArrowBigUp, Eye, EyeOff } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type Ref, useState } from 'react';
import { Field } from './Field';
import { Input } from './Input';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  autoComplete: 'current-password' | 'new-password';
  error?: string | null | undefined;
  hint?: ReactNode;
  ref?: Ref<HTMLInputElement>;
  required?: boolean;
}

/** A password that can be shown, with a note while Caps Lock is on. */
export function PasswordField(props: Props) {
  const { label, value, onChange, error, hint, ...attributes } = props;
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const watch = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field
      label={label}
      error={error}
      hint={hint}
      aside={
        <span role="status" className="flex items-center gap-1 text-2xs text-ink-3">
          {capsLock && (
            <>
              <ArrowBigUp aria-hidden size={14} />
              Caps Lock is on
            </>
          )}
        </span>
      }
    >
      {(control) => (
        <span className="relative block">
          <Input
            {...control}
            {...attributes}
            type={shown ? 'text' : 'password'}
            spellCheck={false}
            autoCapitalize="none"
            value={value}
            onChange={(event) => onChange(event.target.value)}
            onKeyDown={watch}
            onKeyUp={watch}
            className="pr-10"
          />
          <button
            type="button"
            aria-label={shown ? 'Hide password' : 'Show password'}
            aria-controls={control.id}
            onClick={() => setShown(!shown)}
            className="icon-btn absolute top-0.5 right-0.5 max-md:top-0 max-md:right-0"
          >
            <Icon aria-hidden size={16} />
          </button>
        </span>
      )}
    </Field>
  );
}
