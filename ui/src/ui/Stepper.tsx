import { Minus, Plus } from 'lucide-react';
import { useState } from 'react';
import { classes } from './classes';
import type { FieldControl } from './Field';

interface Props extends Partial<FieldControl> {
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
  disabled?: boolean;
  className?: string;
  'aria-label'?: string;
}

/** A whole number between two bounds: − 3 +. Typing and the arrow keys work too. */
export function Stepper({ value, min, max, onChange, disabled, className, ...attributes }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const commit = (next: number) => {
    setTyped(null);
    if (Number.isInteger(next)) onChange(Math.min(max, Math.max(min, next)));
  };
  return (
    <div className={classes('field flex items-center px-1', className)}>
      <button
        type="button"
        aria-label="Fewer"
        disabled={disabled || value <= min}
        onClick={() => commit(value - 1)}
        className="icon-btn h-full w-8"
      >
        <Minus aria-hidden size={14} />
      </button>
      <input
        {...attributes}
        role="spinbutton"
        inputMode="numeric"
        aria-valuenow={value}
        aria-valuemin={min}
        aria-valuemax={max}
        disabled={disabled}
        value={typed ?? value}
        onChange={(event) => setTyped(event.target.value.replace(/\D/g, ''))}
        onBlur={() => typed !== null && commit(Number.parseInt(typed, 10))}
        onKeyDown={(event) => {
          if (event.key === 'ArrowUp') commit(value + 1);
          else if (event.key === 'ArrowDown') commit(value - 1);
          else if (event.key === 'Enter' && typed !== null) commit(Number.parseInt(typed, 10));
          else return;
          event.preventDefault();
        }}
        className="w-full min-w-0 flex-1 bg-transparent text-center outline-none"
      />
      <button
        type="button"
        aria-label="More"
        disabled={disabled || value >= max}
        onClick={() => commit(value + 1)}
        className="icon-btn h-full w-8"
      >
        <Plus aria-hidden size={14} />
      </button>
    </div>
  );
}
