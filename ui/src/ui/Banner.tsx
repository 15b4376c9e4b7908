import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from './classes';

const TONES = {
  info: { icon: Info, look: 'bg-info-soft border-info/25', ink: 'text-info' },
  warn: { icon: TriangleAlert, look: 'bg-star-soft border-star/40', ink: 'text-star' },
  bad: { icon: CircleAlert, look: 'bg-bad-soft border-bad/25', ink: 'text-bad' },
  ok: { icon: CircleCheck, look: 'bg-ok-soft border-ok/25', ink: 'text-ok' },
};

interface Props {
  tone?: keyof typeof TONES;
  actions?: ReactNode;
  children: ReactNode;
}

/** A strip over the page for something that concerns all of it. */
export function Banner({ tone = 'info', actions, children }: Props) {
  const { icon: Icon, look, ink } = TONES[tone];
  return (
    <div
      role="status"
      className={classes(
        'flex flex-wrap items-center gap-x-3 gap-y-2 border-b px-4 py-2 md:px-6',
        look,
      )}
    >
      <Icon aria-hidden size={16} className={classes('shrink-0', ink)} />
      <div className="min-w-0 flex-1 basis-60 text-sm">{children}</div>
      {actions}
    </div>
  );
}
