import type { ReactNode } from 'react';
import { useDocumentTitle } from '../../lib/useDocumentTitle';
import { classes } from '../../ui/classes';
import { Logo } from '../../ui/Logo';
import { ServerLine } from './ServerLine';

interface Props {
  /** The title of the browser tab. */
  title: string;
  /** The form; `wide` gives it the width of the recovery code. */
  children: ReactNode;
  wide?: boolean;
  /** Beside the form on a wide screen: its name, the picture and a line under it. */
  aside: { label: string; picture: ReactNode; line: string };
}

/** The two halves of the pages before the frame: what to do, and why. */
export function SessionFrame({ title, children, wide = false, aside }: Props) {
  useDocumentTitle(title);
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
      <main className="flex min-w-0 flex-col px-6 py-6 sm:px-10">
        <div className="flex items-center gap-2.5">
          <Logo size={28} />
          <span className="text-lg font-semibold tracking-[-0.015em]">dsforge</span>
        </div>
        <div className={classes('m-auto w-full py-8', wide ? 'max-w-105' : 'max-w-90')}>
          {children}
        </div>
        <ServerLine />
      </main>
      <aside
        aria-label={aside.label}
        className="dots relative hidden overflow-hidden border-l border-line bg-sunken lg:grid lg:place-items-center"
      >
        {aside.picture}
        <p className="absolute bottom-6 bg-sunken px-3 text-xs text-ink-3">{aside.line}</p>
      </aside>
    </div>
  );
}
