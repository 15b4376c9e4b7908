import { Check, Minus } from 'lucide-react';
import { Checkbox as Radix } from 'radix-ui';
import { type ReactNode, useId } from 'react';

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
  return (
    <span className="inline-flex items-center gap-2">
      <Radix.Root
        id={id}
        checked={checked === 'some' ? 'indeterminate' : checked}
        onCheckedChange={(next) => onChange(next === true)}
        disabled={disabled}
        tabIndex={tabIndex}
        className="relative grid size-4 shrink-0 place-items-center rounded border border-line-strong bg-surface after:absolute after:-inset-2.5 disabled:opacity-55 data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent"
      >
        <Radix.Indicator className="text-accent-ink">
          {checked === 'some' ? (
            <Minus aria-hidden size={12} strokeWidth={3} />
          ) : (
            <Check aria-hidden size={12} strokeWidth={3} />
          )}
        </Radix.Indicator>
      </Radix.Root>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-sm'}>
        {label}
      </label>
    </span>
  );
}
