import { type ComponentProps, useCallback, useLayoutEffect, useRef } from 'react';
import { classes } from './classes';

interface Props extends ComponentProps<'textarea'> {
  /** It grows with its text up to this height, in pixels, and scrolls beyond. */
  maxHeight?: number;
}

export function TextArea({ maxHeight = 480, className, rows = 3, onInput, ref, ...rest }: Props) {
  const own = useRef<HTMLTextAreaElement | null>(null);

  const grow = useCallback(() => {
    const area = own.current;
    if (area === null) return;
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight + 2, maxHeight)}px`;
  }, [maxHeight]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new value changes the height
  useLayoutEffect(grow, [grow, rest.value]);

  return (
    <textarea
      {...rest}
      rows={rows}
      ref={(area) => {
        own.current = area;
        if (typeof ref === 'function') ref(area);
        else if (ref) ref.current = area;
      }}
      onInput={(event) => {
        grow();
        onInput?.(event);
      }}
      className={classes('field block h-auto resize-y py-2 leading-[1.45]', className)}
    />
  );
}
