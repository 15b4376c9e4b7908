import { Check, type LucideIcon } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { classes } from './classes';
import { Kbd } from './Kbd';

interface Props {
  /** One element that opens the menu. */
  trigger: ReactNode;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom';
  children: ReactNode;
}

export function Menu({ trigger, align = 'end', side = 'bottom', children }: Props) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className="floating z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 overflow-y-auto p-1"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface ItemProps {
  onSelect: () => void;
  icon?: LucideIcon;
  kbd?: readonly string[];
  /** A tick before it: the one that is chosen. */
  checked?: boolean;
  danger?: boolean;
  disabled?: boolean;
  children: ReactNode;
}

export function MenuItem(props: ItemProps) {
  const { onSelect, icon: Icon, kbd, checked, danger, disabled = false, children } = props;
  return (
    <Radix.Item
      onSelect={onSelect}
      disabled={disabled}
      className={classes(
        'flex h-9 items-center gap-2.5 rounded-md px-2 text-sm outline-none data-disabled:opacity-55 data-highlighted:bg-sunken',
        danger && 'text-bad',
      )}
    >
      {Icon && <Icon aria-hidden size={16} className={danger ? '' : 'text-ink-3'} />}
      <span className="flex-1">{children}</span>
      {checked && <Check aria-label="chosen" size={14} className="text-accent" />}
      {kbd && <Kbd keys={kbd} />}
    </Radix.Item>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="eyebrow px-2 pt-2 pb-1">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}
