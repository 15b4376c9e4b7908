import type { ComponentProps } from 'react';
import { classes } from './classes';

export function Input({ className, ...attributes }: ComponentProps<'input'>) {
  return <input autoComplete="off" {...attributes} className={classes('field', className)} />;
}
