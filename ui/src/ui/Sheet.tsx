import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

interface Props {
  onClose: () => void;
  /** Its name, read out. */
  title: string;
  children: ReactNode;
}

/** What stands beside the page on a wide window, over all of it on a narrow one. */
export function Sheet({ onClose, title, children }: Props) {
  return (
    <Radix.Root open onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Content
          data-modal
          aria-describedby={undefined}
          onOpenAutoFocus={focusWhole}
          className="fixed inset-0 z-40 flex flex-col bg-surface outline-none"
        >
          <Radix.Title className="sr-only">{title}</Radix.Title>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Starts on the sheet, not on its first button, which would show its tooltip. */
function focusWhole(event: Event) {
  event.preventDefault();
  (event.target as HTMLElement).focus();
}
