import type { LucideIcon } from 'lucide-react';
import { ToggleGroup as Radix } from 'radix-ui';

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

/** A choice of few, all in sight. */
export function Segmented<Value extends string>(props: Props<Value>) {
  const { value, onChange, segments, label } = props;
  return (
    <Radix.Root
      type="single"
      value={value}
      // Pressing the chosen one again reports nothing chosen: it stays chosen.
      onValueChange={(next) => next !== '' && onChange(next as Value)}
      aria-label={label}
      className="inline-flex rounded-lg bg-sunken p-0.5 ring-1 ring-line"
    >
      {segments.map(({ value: own, label: name, icon: Icon }) => (
        <Radix.Item
          key={own}
          value={own}
          aria-label={Icon ? name : undefined}
          title={Icon ? name : undefined}
          className="inline-grid h-7 min-w-7 flex-1 place-items-center rounded-md px-2 text-xs font-medium whitespace-nowrap text-ink-3 hover:text-ink data-[state=on]:bg-surface data-[state=on]:text-ink data-[state=on]:shadow-1 data-[state=on]:ring-1 data-[state=on]:ring-line dark:data-[state=on]:ring-line-strong"
        >
          {Icon ? <Icon aria-hidden size={14} /> : name}
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}
