import type { ReactNode } from 'react';

/** A line of the options: what it is about, and the control, which names itself. */
export function OptionRow({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-h-9 items-center gap-3">
      <span aria-hidden className="w-23 shrink-0 text-xs text-ink-2">
        {label}
      </span>
      <div className="min-w-0 flex-1 *:[[role]]:flex">{children}</div>
    </div>
  );
}
