import { classes } from './classes';

interface Props {
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** The word of the person that the recovery code is kept: what comes next waits for it. */
export function StoredCheck({ checked, onChange }: Props) {
  return (
    <label
      className={classes(
        'flex cursor-pointer items-center gap-3 rounded-lg border px-3.5 py-3 text-sm',
        checked ? 'border-accent-line bg-accent-soft' : 'border-line-strong bg-surface',
      )}
    >
      <input
        type="checkbox"
        className="size-4 accent-(--accent)"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="font-medium">I have stored it where I will find it again</span>
    </label>
  );
}
