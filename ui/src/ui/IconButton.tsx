import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classes } from './classes';
import { Tooltip } from './Tooltip';

interface Props extends Omit<ComponentProps<'button'>, 'children' | 'aria-label'> {
  icon: LucideIcon;
  /** Its name, read out and shown as the tooltip. */
  label: string;
  kbd?: readonly string[];
  /** In pixels. */
  iconSize?: number;
}

export function IconButton(props: Props) {
  const { icon: Icon, label, kbd, iconSize = 16, className, ...attributes } = props;
  return (
    <Tooltip text={label} {...(kbd && { kbd })}>
      <button
        type="button"
        {...attributes}
        aria-label={label}
        className={classes('icon-btn', className)}
      >
        <Icon aria-hidden size={iconSize} />
      </button>
    </Tooltip>
  );
}
