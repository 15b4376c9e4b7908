import { classes } from './classes';

/** A grey bar where text will be. Its size comes from the class name. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={classes('block h-3 animate-pulse rounded bg-line/70', className)}
    />
  );
}
