import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { classes } from './classes';

const WIDTHS = { narrow: 'sm:max-w-100', normal: 'sm:max-w-130', wide: 'sm:max-w-190' };

interface Props {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  /** Buttons, in reading order; the main one last. */
  footer?: ReactNode;
  width?: keyof typeof WIDTHS;
  /** The title is read out only and there is no close button: Escape and the page around close. */
  hideTitle?: boolean;
  /** No way out but the content's own: no close button, Escape and outside presses do nothing. */
  locked?: boolean;
  children?: ReactNode;
}

/** A window over the page that keeps the focus. On a phone it fills the width at the bottom. */
export function Dialog(props: Props) {
  const { open, onClose, title, description, footer, width = 'normal', hideTitle, locked } = props;
  const stay = (event: Event) => locked && event.preventDefault();
  const opener = useRef<Element | null>(null);
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && !locked && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-ink/35 backdrop-blur-[1px] dark:bg-sunken/75" />
        <Radix.Content
          data-modal
          {...(description ? {} : { 'aria-describedby': undefined })}
          onOpenAutoFocus={(event) => {
            opener.current = document.activeElement;
            focusFirstField(event);
          }}
          onCloseAutoFocus={(event) => {
            // By itself it would only go back to a trigger inside, and there is none.
            event.preventDefault();
            if (opener.current instanceof HTMLElement) opener.current.focus();
          }}
          onEscapeKeyDown={stay}
          onPointerDownOutside={stay}
          className={classes(
            'floating fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] flex-col overflow-hidden rounded-b-none outline-none sm:inset-x-4 sm:top-[12dvh] sm:bottom-auto sm:mx-auto sm:max-h-[76dvh] sm:rounded-b-xl',
            WIDTHS[width],
          )}
        >
          <header className={hideTitle ? 'sr-only' : 'flex items-start gap-3 px-5 pt-4.5'}>
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
              {description && (
                <Radix.Description className="mt-1 text-sm text-ink-2">
                  {description}
                </Radix.Description>
              )}
            </div>
            {!locked && !hideTitle && (
              <Radix.Close aria-label="Close" className="icon-btn -mr-2">
                <X aria-hidden size={16} />
              </Radix.Close>
            )}
          </header>
          <div className={classes('min-h-0 overflow-y-auto', !hideTitle && 'px-5 py-4')}>
            {props.children}
          </div>
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">
              {footer}
            </footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** A form starts in its first field, not on the close button. */
function focusFirstField(event: Event) {
  const content = event.target as HTMLElement;
  const field = content.querySelector<HTMLElement>(
    'input:not([hidden]), textarea, [role=combobox]',
  );
  if (field === null) return;
  event.preventDefault();
  field.focus();
}
