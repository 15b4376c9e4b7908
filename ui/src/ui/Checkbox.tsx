import { Check, Minus } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';

interface Props {
  /** `'some'` for a box over rows of which only some are ticked. */
  checked: boolean | 'some';
  onChange: (checked: boolean) => void;
  label: ReactNode;
  /** Read out, not shown. */
  hideLabel?: boolean;
  disabled?: boolean;
  /** -1 where the keyboard reaches it in another way. */
  tabIndex?: number;
}

export function Checkbox(props: Props) {
  const { checked, onChange, label, hideLabel, disabled = false, tabIndex } = props;
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = checked === 'some';
  });
  const Sign = checked === 'some' ? Minus : Check;
  return (
    <span className="inline-flex items-center gap-2">
      <span className="relative grid size-4 shrink-0 place-items-center">
        <input
          ref={box}
          id={id}
          type="checkbox"
          checked={checked === true}
          onChange={(event) => onChange(event.target.checked)}
          disabled={disabled}
          tabIndex={tabIndex}
          className="absolute inset-0 appearance-none rounded border border-line-strong bg-surface after:absolute after:-inset-2.5 checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:opacity-55"
        />
        {checked !== false && (
          <Sign
            aria-hidden
            size={12}
            strokeWidth={3}
            className="pointer-events-none relative text-accent-ink"
          />
        )}
      </span>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-sm'}>
        {label}
      </label>
    </span>
  );
}
