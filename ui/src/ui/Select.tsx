import { Check, ChevronDown, type LucideIcon } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import { classes } from './classes';
import type { FieldControl } from './Field';

export interface SelectOption {
  value: string;
  label: string;
  /** Small words at the end of its line. */
  hint?: string;
  disabled?: boolean;
}

interface Props extends Partial<FieldControl> {
  value: string | null;
  options: readonly SelectOption[];
  onChange: (value: string) => void;
  placeholder?: string;
  icon?: LucideIcon;
  disabled?: boolean;
  className?: string;
  'aria-label'?: string;
}

export function Select(props: Props) {
  const { value, options, onChange, placeholder = 'Choose', icon: Icon, disabled, ...rest } = props;
  const { className, ...attributes } = rest;
  return (
    <Radix.Root value={value ?? ''} onValueChange={onChange} disabled={disabled ?? false}>
      <Radix.Trigger
        {...attributes}
        className={classes(
          'field flex items-center gap-2 text-left data-placeholder:text-ink-3',
          className,
        )}
      >
        {Icon && <Icon aria-hidden size={16} className="shrink-0 text-ink-3" />}
        <span className="min-w-0 flex-1 truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <ChevronDown aria-hidden size={16} className="shrink-0 text-ink-3" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className="floating z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) overflow-hidden"
        >
          <Radix.Viewport className="p-1">
            {options.map((option) => (
              <Option key={option.value} option={option} />
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Option({ option }: { option: SelectOption }) {
  return (
    <Radix.Item
      value={option.value}
      disabled={option.disabled ?? false}
      className="flex h-9 items-center gap-2 rounded-md px-2 text-sm outline-none data-disabled:opacity-55 data-highlighted:bg-sunken"
    >
      <span className="w-4 shrink-0">
        <Radix.ItemIndicator>
          <Check aria-hidden size={14} className="text-accent" />
        </Radix.ItemIndicator>
      </span>
      <span className="flex-1 truncate">
        <Radix.ItemText>{option.label}</Radix.ItemText>
      </span>
      {option.hint && <span className="text-2xs text-ink-3">{option.hint}</span>}
    </Radix.Item>
  );
}
