import type { LucideIcon } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';

interface Segment<Value extends string> {
  value: Value;
  label: string;
  /** Shown instead of the label, which is then read out. */
  icon?: LucideIcon;
}

interface Props<Value extends string> {
  value: Value;
  onChange: (value: Value) => void;
  segments: readonly Segment<Value>[];
  label: string;
}

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** A choice of few, all in sight. Tab leads to the chosen one, the arrows choose the others. */
export function Segmented<Value extends string>(props: Props<Value>) {
  const { value, onChange, segments, label } = props;
  const group = useRef<HTMLDivElement>(null);
  const walk = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = segments.findIndex((segment) => segment.value === value);
    const next = segments.at((at + step) % segments.length);
    if (next === undefined) return;
    onChange(next.value);
    group.current?.querySelectorAll('button')[segments.indexOf(next)]?.focus();
  };
  return (
    <div
      ref={group}
      role="radiogroup"
      aria-label={label}
      className="inline-grid auto-cols-fr grid-flow-col rounded-lg bg-sunken p-0.5 ring-1 ring-line"
    >
      {segments.map(({ value: own, label: name, icon: Icon }) => (
        // biome-ignore lint/a11y/useSemanticElements: an input could not be a button to look at
        <button
          key={own}
          type="button"
          role="radio"
          aria-checked={own === value}
          aria-label={Icon ? name : undefined}
          title={Icon ? name : undefined}
          tabIndex={own === value ? 0 : -1}
          onClick={() => own !== value && onChange(own)}
          onKeyDown={walk}
          className="inline-grid h-7 min-w-7 place-items-center rounded-md px-2 text-xs font-medium whitespace-nowrap text-ink-3 hover:text-ink aria-checked:bg-surface aria-checked:text-ink aria-checked:shadow-1 aria-checked:ring-1 aria-checked:ring-line dark:aria-checked:ring-line-strong"
        >
          {Icon ? <Icon aria-hidden size={14} /> : name}
        </button>
      ))}
    </div>
  );
}
