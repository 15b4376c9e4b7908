import { ChevronDown } from 'lucide-react';
import { classes } from '../../ui/classes';
import { Field } from '../../ui/Field';
import { Menu, MenuItem } from '../../ui/Menu';
import { TextArea } from '../../ui/TextArea';
import type { Slot } from './seed';

interface Props {
  slots: readonly Slot[];
  missing: readonly string[];
  onChange: (name: string, value: string) => void;
}

/** One field per slot: wide for long ones, two in a row for short ones. */
export function SlotFields({ slots, missing, onChange }: Props) {
  if (slots.length === 0) return null;
  return (
    <div className="grid grid-cols-2 gap-x-3 gap-y-4">
      {slots.map((slot, index) => (
        <Field
          key={slot.name}
          label={slot.name}
          hint={slot.description}
          error={missing.includes(slot.name) ? `Fill in ${slot.name}: the prompt uses it.` : null}
          aside={slot.offers.length > 0 && <Offers slot={slot} onChange={onChange} />}
          className={classes('min-w-0', isWide(slots, index) && 'col-span-2')}
        >
          {(control) => (
            <TextArea
              {...control}
              data-slot={slot.name}
              rows={slot.long ? 3 : 1}
              maxHeight={240}
              value={slot.value}
              onChange={(event) => onChange(slot.name, event.target.value)}
              onFocus={(event) => slot.isOffer && event.target.select()}
              className={slot.long ? '' : 'resize-none! overflow-hidden'}
            />
          )}
        </Field>
      ))}
    </div>
  );
}

/** A long slot has its row for itself, and so has a short one without a neighbour to share it. */
function isWide(slots: readonly Slot[], index: number): boolean {
  const before = slots.slice(0, index);
  const shortsBefore = before.length - 1 - before.findLastIndex(({ long }) => long);
  return slots[index]?.long || (shortsBefore % 2 === 0 && slots[index + 1]?.long !== false);
}

/** The default and the samples of the template, to start from. */
function Offers({ slot, onChange }: { slot: Slot; onChange: Props['onChange'] }) {
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`Samples for ${slot.name}`}
          className="-my-1 flex items-center gap-0.5 rounded px-1 text-2xs text-ink-3 hover:text-ink max-md:min-h-6!"
        >
          Samples
          <ChevronDown aria-hidden size={12} />
        </button>
      }
    >
      <div className="w-72 max-w-[calc(100vw-2rem)]">
        {slot.offers.map((offer) => (
          <MenuItem
            key={offer}
            checked={offer === slot.value}
            onSelect={() => onChange(slot.name, offer)}
          >
            <span className="line-clamp-1">{offer}</span>
          </MenuItem>
        ))}
      </div>
    </Menu>
  );
}
