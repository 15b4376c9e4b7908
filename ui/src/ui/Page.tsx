import { createContext, type ReactNode, use, useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import { useDocumentTitle } from '../lib/useDocumentTitle';

interface Slots {
  title: HTMLElement | null;
  actions: HTMLElement | null;
  setTitle: (slot: HTMLElement | null) => void;
  setActions: (slot: HTMLElement | null) => void;
}

const PageSlots = createContext<Slots | null>(null);

/** Connects pages with the places in the top bar that show their title and actions. */
export function PageSlotsProvider({ children }: { children: ReactNode }) {
  const [title, setTitle] = useState<HTMLElement | null>(null);
  const [actions, setActions] = useState<HTMLElement | null>(null);
  const slots = useMemo(() => ({ title, actions, setTitle, setActions }), [title, actions]);
  return <PageSlots value={slots}>{children}</PageSlots>;
}

/** The place for the page's title. */
export function TitleSlot({ className }: { className?: string }) {
  return <div ref={use(PageSlots)?.setTitle} className={className} />;
}

/** The place for the page's actions. */
export function ActionsSlot({ className }: { className?: string }) {
  return <div ref={use(PageSlots)?.setActions} className={className} />;
}

interface Props {
  /** The heading, also the title of the browser tab. */
  title: string;
  /** Before the heading: where the page stands, each part with a slash after it. */
  trail?: ReactNode;
  /** After the heading: a chip, a note such as "Draft saved". */
  status?: ReactNode;
  /** Buttons at the right end of the top bar. */
  actions?: ReactNode;
  children: ReactNode;
}

/** What every page in the frame begins with: fills the top bar and shows the page below it. */
export function Page({ title, trail, status, actions, children }: Props) {
  const slots = use(PageSlots);
  useDocumentTitle(title);
  if (slots === null) {
    return (
      <main>
        <h1 className="sr-only">{title}</h1>
        {children}
      </main>
    );
  }
  const heading = (
    <>
      {trail && (
        <span className="flex shrink-0 items-center gap-2 text-base text-ink-3 max-md:hidden">
          {trail}
          <span aria-hidden>/</span>
        </span>
      )}
      <h1 className="truncate text-base font-semibold">{title}</h1>
      {status}
    </>
  );
  return (
    <>
      {slots.title && createPortal(heading, slots.title)}
      {slots.actions && actions && createPortal(actions, slots.actions)}
      {children}
    </>
  );
}
