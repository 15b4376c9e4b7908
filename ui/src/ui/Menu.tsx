import { Check, type LucideIcon } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import { createContext, type ReactNode, useContext, useRef, useState } from 'react';
import { classes } from './classes';
import { Kbd } from './Kbd';

interface Props {
  /** One element that opens the menu. */
  trigger: ReactNode;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom';
  children: ReactNode;
}

/** Takes what a chosen item does. */
const Choice = createContext<(action: () => void) => void>((action) => action());

export function Menu({ trigger, align = 'end', side = 'bottom', children }: Props) {
  const [isOpen, setOpen] = useState(false);
  const chosen = useRef<(() => void) | null>(null);
  // Done once the focus is back at the trigger: a dialog that it opens leads back there in turn.
  const carryOut = () => {
    if (chosen.current !== null) queueMicrotask(chosen.current);
    chosen.current = null;
  };
  return (
    <Radix.Root modal={false} open={isOpen} onOpenChange={setOpen}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      {/* Inside the landmark that the trigger is in, not beside all of them. */}
      <Radix.Portal container={document.getElementById('main')}>
        <Radix.Content
          onCloseAutoFocus={carryOut}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className="floating z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 overflow-y-auto p-1"
        >
          <Choice
            value={(action) => {
              chosen.current = action;
            }}
          >
            {children}
          </Choice>
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
  const choose = useContext(Choice);
  return (
    <Radix.Item
      onSelect={() => choose(onSelect)}
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
