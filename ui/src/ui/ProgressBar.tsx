interface Props {
  /** Read out: what is under way. */
  label: string;
  value: number;
  total: number;
  /** How much of the bar is full, when that is not `value / total`. */
  fraction?: number;
}

export function ProgressBar({ label, value, total, fraction = value / Math.max(total, 1) }: Props) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={0}
      aria-valuemax={total}
      className="h-1 w-full overflow-hidden rounded-full bg-sunken ring-1 ring-line/60"
    >
      <div className="h-full rounded-full bg-accent" style={{ width: `${fraction * 100}%` }} />
    </div>
  );
}
