interface Props {
  /** One sign per key cap. */
  keys: readonly string[];
  /** Read out by screen readers; hints beside a labelled control stay silent. */
  readable?: boolean;
  /** Without caps, for use on a filled button. */
  bare?: boolean;
}

export function Kbd({ keys, readable = false, bare = false }: Props) {
  if (bare) {
    return (
      <kbd aria-hidden={!readable} className="font-mono text-2xs opacity-90">
        {keys.join(keys.some((key) => key.length > 1) ? '+' : '')}
      </kbd>
    );
  }
  return (
    <span aria-hidden={!readable} className="inline-flex gap-1">
      {keys.map((key, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: "G G" holds the same sign twice
        <kbd key={`${key}${index}`} className="kbd">
          {key}
        </kbd>
      ))}
    </span>
  );
}
