import { type ReactNode, useId } from 'react';

interface Props {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
}

export function Switch({ checked, onChange, label, hint, disabled = false }: Props) {
  const id = useId();
  return (
    <div className="flex min-h-9 items-center gap-2.5">
      <button
        id={id}
        type="button"
        role="switch"
        aria-checked={checked}
        aria-describedby={hint ? `${id}-hint` : undefined}
        disabled={disabled}
        onClick={() => onChange(!checked)}
        className="group relative h-5 w-8.5 shrink-0 rounded-full bg-line-strong transition-colors duration-[120ms] after:absolute after:-inset-2 disabled:opacity-55 aria-checked:bg-accent"
      >
        <span className="block size-4 translate-x-0.5 rounded-full bg-surface shadow-1 transition-transform duration-[120ms] group-aria-checked:translate-x-4" />
      </button>
      <span>
        <label htmlFor={id} className="block text-sm">
          {label}
        </label>
        {hint && (
          <span id={`${id}-hint`} className="block text-xs text-ink-3">
            {hint}
          </span>
        )}
      </span>
    </div>
  );
}
