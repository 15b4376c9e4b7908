import { Check, CircleAlert } from 'lucide-react';
import type { Ref } from 'react';
import { measurePassword } from '../lib/password';
import { classes } from './classes';
import { PasswordField } from './PasswordField';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | null | undefined;
  ref?: Ref<HTMLInputElement>;
}

const HINT = 'Length is what counts. A few unrelated words make a good one.';

const LEVELS = [
  { bar: 'bg-line', word: '', advice: HINT },
  { bar: 'bg-bad', word: 'Weak.', advice: 'Make it longer; another word is enough.' },
  { bar: 'bg-star', word: 'Fair.', advice: 'One more word makes it a good one.' },
  { bar: 'bg-ok', word: 'Good.', advice: 'Longer is still better.' },
  { bar: 'bg-ok', word: 'Strong.', advice: 'Length did it; no symbols needed.' },
] as const;

/** The choice of a password, with a meter of four. */
export function NewPasswordField({ label, value, onChange, error, ref }: Props) {
  const { level, problem } = measurePassword(value);
  const { bar, word, advice } = LEVELS[level];
  const Icon = level >= 3 ? Check : CircleAlert;
  const tooShort = level > 0 && problem !== null;
  return (
    <PasswordField
      label={label}
      value={value}
      onChange={onChange}
      autoComplete="new-password"
      error={error}
      {...(ref && { ref })}
      hint={
        <>
          <span aria-hidden className="mb-2 grid grid-cols-4 gap-1 pt-1">
            {[1, 2, 3, 4].map((step) => (
              <span
                key={step}
                className={classes('h-1 rounded-full', step <= level ? bar : 'bg-line')}
              />
            ))}
          </span>
          {!error && (
            <span className="flex gap-1.5">
              {level > 0 && !tooShort && (
                <Icon
                  aria-hidden
                  size={14}
                  className={classes('mt-0.5 shrink-0', level >= 3 ? 'text-ok' : 'text-ink-3')}
                />
              )}
              <span>
                {!tooShort && word && <span className="font-medium text-ink">{word} </span>}
                {tooShort ? HINT : advice}
              </span>
            </span>
          )}
        </>
      }
    />
  );
}
