import { CircleAlert, CircleCheck, Undo2, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Toaster as SonnerToaster, toast as sonner } from 'sonner';
import { Button } from './Button';

/** Once in the page; toasts appear in it, above whatever is docked at the bottom (`--dock`). */
export function Toaster() {
  return (
    <SonnerToaster
      position="bottom-right"
      visibleToasts={4}
      gap={8}
      offset={{ right: 24, bottom: 'calc(24px + var(--dock, 0px))' }}
      mobileOffset={{ left: 16, right: 16, bottom: 'calc(68px + var(--dock, 0px))' }}
    />
  );
}

/** The `ref` of what is docked at the bottom: toasts keep clear of it while it is there. */
export function dock(element: HTMLElement | null) {
  if (element === null) return;
  const { style } = document.documentElement;
  const observer = new ResizeObserver(() => {
    style.setProperty('--dock', `${element.offsetHeight}px`);
  });
  observer.observe(element);
  return () => {
    observer.disconnect();
    style.removeProperty('--dock');
  };
}

const UNDO_MS = 8000;

interface Undo {
  /** What is to be closed when it is taken back in another way. */
  id?: string;
  text: string;
  onUndo: () => void;
  /** Key caps of undo, from `keySigns`. */
  kbd?: readonly string[];
}

export const toast = {
  success: (text: string) => show(text, <CircleCheck aria-hidden size={16} className="text-ok" />),

  /** Says what went wrong and stays until it is closed. */
  error: (text: string, detail?: string) =>
    show(
      <>
        <span className="block font-medium">{text}</span>
        {detail && <span className="block text-ink-2">{detail}</span>}
      </>,
      <CircleAlert aria-hidden size={16} className="text-bad" />,
      { duration: Number.POSITIVE_INFINITY },
    ),

  /** Says what was done and offers to take it back for 8 seconds. */
  undo: ({ id, text, onUndo, kbd }: Undo) =>
    show(text, <Undo2 aria-hidden size={16} className="text-ink-3" />, {
      ...(id && { id }),
      duration: UNDO_MS,
      action: (close) => (
        <Button
          size="sm"
          {...(kbd && { kbd })}
          onClick={() => {
            close();
            onUndo();
          }}
        >
          Undo
        </Button>
      ),
    }),

  /** A toast with its own buttons that stays; shown again under the same id it is replaced. */
  sticky: (id: string, text: ReactNode, action: (close: () => void) => ReactNode) =>
    show(text, null, { id, action, duration: Number.POSITIVE_INFINITY }),

  close: (id: string | number) => sonner.dismiss(id),
};

interface Extras {
  id?: string;
  duration?: number;
  action?: (close: () => void) => ReactNode;
}

function show(text: ReactNode, icon: ReactNode, extras: Extras = {}): string | number {
  const { action, ...options } = extras;
  return sonner.custom((id) => {
    const close = () => sonner.dismiss(id);
    return (
      <div className="floating flex w-full items-center gap-3 py-2.5 pr-2 pl-3.5 font-sans text-sm text-ink sm:w-88">
        {icon}
        <div className="min-w-0 flex-1">{text}</div>
        {action?.(close)}
        <button type="button" aria-label="Close" onClick={close} className="icon-btn">
          <X aria-hidden size={14} />
        </button>
      </div>
    );
  }, options);
}
