import { Check } from 'lucide-react';
import { classes } from '../../ui/classes';

const STEPS = ['Password', 'Recovery code'];

/** Where in the two steps of the first start one is. */
export function SetupSteps({ current }: { current: 1 | 2 }) {
  return (
    <ol
      aria-label={`Setting up, step ${current} of ${STEPS.length}`}
      className="flex items-center gap-2.5 text-xs"
    >
      {STEPS.map((label, index) => (
        <li
          key={label}
          aria-current={index + 1 === current ? 'step' : undefined}
          className={classes(
            'flex items-center gap-2',
            index > 0 && 'before:mr-0.5 before:h-px before:w-8 before:bg-line-strong',
            index + 1 === current ? 'font-medium text-ink' : 'text-ink-3',
          )}
        >
          <Mark step={index + 1} current={current} />
          {label}
        </li>
      ))}
    </ol>
  );
}

function Mark({ step, current }: { step: number; current: number }) {
  const look =
    step === current
      ? 'bg-accent text-accent-ink'
      : step < current
        ? 'bg-ok-soft text-ok'
        : 'text-ink-3 ring-1 ring-line-strong';
  return (
    <span
      className={classes(
        'grid size-5 place-items-center rounded-full text-2xs font-semibold',
        look,
      )}
    >
      {step < current ? <Check aria-label="done" size={12} /> : step}
    </span>
  );
}
