import { type ReactNode, useId } from 'react';

interface Props {
  title: string;
  /** One sentence: what it decides. */
  intro?: ReactNode;
  /** At the end of the title's line. */
  action?: ReactNode;
  children: ReactNode;
}

/** A titled card of the settings. */
export function SettingsSection({ title, intro, action, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="card p-4 md:p-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 flex-1 basis-60">
          <h2 id={id} className="text-base font-semibold">
            {title}
          </h2>
          {intro && <p className="mt-0.5 text-sm text-ink-3">{intro}</p>}
        </div>
        {action}
      </div>
      <div className="mt-4">{children}</div>
    </section>
  );
}

/** The column that the sections of one tab stand in. */
export function SettingsColumn({ children }: { children: ReactNode }) {
  return <div className="w-full max-w-180 space-y-4 p-4 md:p-6">{children}</div>;
}
