import { Tooltip as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Kbd } from './Kbd';

/** Once around the page, so that moving between neighbours shows the next tooltip at once. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return <Radix.Provider delayDuration={500}>{children}</Radix.Provider>;
}

interface Props {
  text: string;
  kbd?: readonly string[];
  side?: 'top' | 'right' | 'bottom' | 'left';
  /** One element that takes a ref and handlers. */
  children: ReactNode;
}

export function Tooltip({ text, kbd, side = 'top', children }: Props) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          className="z-60 flex max-w-72 items-center gap-2 rounded-md bg-ink px-2 py-1 text-xs text-canvas shadow-2"
        >
          {text}
          {kbd && <Kbd keys={kbd} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
