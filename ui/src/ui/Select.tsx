import { Check, ChevronDown, type LucideIcon } from 'lucide-react';
import { Popover as Radix } from 'radix-ui';
import { type KeyboardEvent, useId, useState } from 'react';
import { classes } from './classes';
import type { FieldControl } from './Field';
import { useTypeAhead } from './useTypeAhead';

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

/**
 * A choice of one from a list. The focus stays on the button, which tells the active option. (Radix
 * has a part for this, but it sets a style by innerHTML, which the page's trusted types forbid.)
 */
export function Select(props: Props) {
  const { value, options, onChange, placeholder = 'Choose', icon: Icon, ...rest } = props;
  const { className, disabled = false, ...attributes } = rest;
  const list = useId();
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const selected = options.find((option) => option.value === value);
  const active = open ? options[at] : undefined;

  const show = () => {
    const first = options.findIndex((option) => !option.disabled);
    setAt(selected ? options.indexOf(selected) : Math.max(0, first));
    setOpen(true);
  };
  const choose = (option: SelectOption | undefined) => {
    if (option === undefined || option.disabled) return;
    setOpen(false);
    if (option.value !== value) onChange(option.value);
  };
  const findTyped = useTypeAhead(options, at);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typed = findTyped(event);
    const target = typed ?? moved(event.key, options, at);
    if (target !== null) {
      if (!open) show();
      if (open || typed !== null) setAt(target);
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (open) choose(active);
      else show();
      // An open list keeps letters from the keys of the page.
    } else if (!open || event.key.length > 1) return;
    event.preventDefault();
  };

  return (
    <Radix.Root open={open} onOpenChange={(next) => (next ? show() : setOpen(false))}>
      <Radix.Trigger asChild>
        <button
          {...attributes}
          type="button"
          role="combobox"
          aria-haspopup="listbox"
          aria-expanded={open}
          aria-controls={list}
          aria-activedescendant={active && `${list}-${at}`}
          data-placeholder={selected ? undefined : ''}
          disabled={disabled}
          onKeyDown={onKeyDown}
          // Firefox presses a button when space goes up, also after a handled keydown.
          onKeyUp={(event) => event.key === ' ' && event.preventDefault()}
          className={classes(
            'field flex items-center gap-2 text-left data-placeholder:text-ink-3',
            className,
          )}
        >
          {Icon && <Icon aria-hidden size={16} className="shrink-0 text-ink-3" />}
          <span className="min-w-0 flex-1 truncate">{selected?.label ?? placeholder}</span>
          <ChevronDown aria-hidden size={16} className="shrink-0 text-ink-3" />
        </button>
      </Radix.Trigger>
      <OptionList
        id={list}
        options={options}
        selected={selected}
        active={active}
        onPoint={setAt}
        onChoose={choose}
      />
    </Radix.Root>
  );
}

interface ListProps {
  id: string;
  options: readonly SelectOption[];
  selected: SelectOption | undefined;
  active: SelectOption | undefined;
  onPoint: (index: number) => void;
  onChoose: (option: SelectOption) => void;
}

function OptionList({ id, options, selected, active, onPoint, onChoose }: ListProps) {
  return (
    <Radix.Portal>
      <Radix.Content
        align="start"
        sideOffset={4}
        collisionPadding={8}
        onOpenAutoFocus={(event) => event.preventDefault()}
        aria-label="Choices"
        className="floating z-50 max-h-(--radix-popover-content-available-height) min-w-(--radix-popover-trigger-width) overflow-y-auto p-1"
      >
        <div id={id} role="listbox" aria-label="Choices">
          {options.map((option, index) => (
            <Option
              key={option.value}
              id={`${id}-${index}`}
              option={option}
              isSelected={option === selected}
              isActive={option === active}
              onPoint={() => onPoint(index)}
              onChoose={() => onChoose(option)}
            />
          ))}
        </div>
      </Radix.Content>
    </Radix.Portal>
  );
}

/** Where an arrow, Home or End leads among the options that can be chosen; null for other keys. */
function moved(key: string, options: readonly SelectOption[], at: number): number | null {
  const open = options.flatMap((option, index) => (option.disabled ? [] : [index]));
  if (key === 'ArrowDown') return open.find((index) => index > at) ?? at;
  if (key === 'ArrowUp') return open.findLast((index) => index < at) ?? at;
  if (key === 'Home') return open[0] ?? at;
  if (key === 'End') return open.at(-1) ?? at;
  return null;
}

interface OptionProps {
  id: string;
  option: SelectOption;
  isSelected: boolean;
  isActive: boolean;
  onPoint: () => void;
  onChoose: () => void;
}

function Option({ id, option, isSelected, isActive, onPoint, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the button has the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isSelected}
      aria-disabled={option.disabled}
      ref={(row) => {
        if (isActive) row?.scrollIntoView({ block: 'nearest' });
      }}
      // The focus stays on the button.
      onPointerDown={(event) => event.preventDefault()}
      onPointerMove={onPoint}
      onClick={onChoose}
      className={classes(
        'flex h-9 items-center gap-2 rounded-md px-2 text-sm aria-disabled:opacity-55',
        isActive && !option.disabled && 'bg-sunken',
      )}
    >
      <span className="w-4 shrink-0">
        {isSelected && <Check aria-hidden size={14} className="text-accent" />}
      </span>
      <span className="flex-1 truncate">{option.label}</span>
      {option.hint && <span className="text-2xs text-ink-3">{option.hint}</span>}
    </div>
  );
}
