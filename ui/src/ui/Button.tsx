import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classes } from './classes';
import { Kbd } from './Kbd';
import { Spinner } from './Spinner';

const VARIANTS = {
  primary: 'btn-primary',
  quiet: 'btn-quiet',
  ghost: 'btn-ghost',
  danger: 'btn-danger',
};

const SIZES = { sm: 'h-8 px-2.5', md: '', lg: 'h-10 text-base' };

interface Props extends ComponentProps<'button'> {
  variant?: keyof typeof VARIANTS;
  size?: keyof typeof SIZES;
  icon?: LucideIcon;
  /** Work is under way: a ring instead of the icon, and presses do nothing. */
  busy?: boolean;
  /** Key caps at the end, from `keySigns`. */
  kbd?: readonly string[];
}

export function Button(props: Props) {
  const { variant = 'quiet', size = 'md', icon: Icon, busy = false, kbd, ...rest } = props;
  const { className, children, onClick, type = 'button', ...attributes } = rest;
  return (
    <button
      {...attributes}
      type={busy ? 'button' : type}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? undefined : onClick}
      className={classes(VARIANTS[variant], SIZES[size], className)}
    >
      {busy ? <Spinner /> : Icon && <Icon aria-hidden size={16} className="shrink-0" />}
      {children}
      {kbd && <Kbd keys={kbd} bare={variant === 'primary'} />}
    </button>
  );
}
