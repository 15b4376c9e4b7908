import { type LucideIcon, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from './classes';

const TONES = {
  star: 'bg-star-soft text-ink [&>svg]:text-star',
  info: 'bg-info-soft text-info',
  tool: 'bg-tool-soft text-tool',
  bad: 'bg-bad-soft text-bad',
  ok: 'bg-ok-soft text-ok',
  accent: 'bg-accent-soft text-accent',
  neutral: 'bg-sunken text-ink-2',
};

interface Props {
  tone?: keyof typeof TONES;
  /** Meaning is never colour alone: a toned chip has an icon or says it in words. */
  icon?: LucideIcon;
  /** Makes it removable; the name of the button is "Remove" and this. */
  removeLabel?: string;
  onRemove?: () => void;
  className?: string;
  children: ReactNode;
}

export function Chip(props: Props) {
  const { tone = 'neutral', icon: Icon, onRemove, removeLabel, className, children } = props;
  return (
    <span className={classes('chip', TONES[tone], className)}>
      {Icon && <Icon aria-hidden size={13} className="shrink-0" />}
      {children}
      {onRemove && (
        <button
          type="button"
          aria-label={`Remove ${removeLabel ?? ''}`.trim()}
          onClick={onRemove}
          className="-mr-0.5 grid size-5 place-items-center rounded hover:bg-surface/60"
        >
          <X aria-hidden size={12} />
        </button>
      )}
    </span>
  );
}
