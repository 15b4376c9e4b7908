import { lazy, Suspense, useState } from 'react';
import { toast } from '../../ui/toast';
import { SlotRow } from './SlotRow';
import { describeSlot, moveSlot, removeSlot, renameSlot } from './slot-edits';
import { allSlots, NO_DETAIL, type TemplateDraft, usedSlots } from './template-draft';
import type { Change } from './useTemplateDraft';

const SlotDialog = lazy(() =>
  import('./SlotDialog').then((module) => ({ default: module.SlotDialog })),
);

interface Props {
  draft: TemplateDraft;
  onChange: (change: Change) => void;
  onInsert: (slot: string) => void;
}

/** The slots of both prompts: what belongs in them, and values to try them with. */
export function SlotManager({ draft, onChange, onInsert }: Props) {
  const [editing, setEditing] = useState<string | null>(null);
  const slots = allSlots(draft);
  const used = new Set(usedSlots(draft));
  const remove = (slot: string) => {
    const { system_prompt, user_prompt, slots: before } = draft;
    onChange((now) => removeSlot(now, slot));
    toast.undo({
      text: `Removed the slot ${slot}.`,
      onUndo: () => onChange((now) => ({ ...now, system_prompt, user_prompt, slots: before })),
    });
  };
  return (
    <section aria-label="Slots">
      <div className="mb-1.5 flex items-center justify-between">
        <h2 className="text-xs font-medium text-ink-2">Slots</h2>
        <p className="text-2xs text-ink-3">
          {used.size} used{slots.length > used.size && ` · ${slots.length - used.size} not`}
        </p>
      </div>
      {slots.length === 0 ? (
        <p className="card rounded-lg px-3 py-2.5 text-sm text-ink-2">
          No slots yet. Type <code className="font-mono text-accent">{'{name}'}</code> in the prompt
          for each thing that changes from one example to the next.
        </p>
      ) : (
        <div className="card overflow-hidden rounded-lg">
          <table className="w-full text-sm md:table-fixed">
            <SlotHeadings />
            <tbody className="[&>tr+tr]:border-t [&>tr+tr]:border-line">
              {slots.map((slot, index) => (
                <SlotRow
                  key={slot}
                  slot={slot}
                  detail={draft.slot_details[slot] ?? NO_DETAIL}
                  isUsed={used.has(slot)}
                  onDescribe={(change) => onChange((now) => describeSlot(now, slot, change))}
                  onEdit={() => setEditing(slot)}
                  onInsert={() => onInsert(slot)}
                  onRemove={() => remove(slot)}
                  {...(index > 0 && { onUp: () => onChange((now) => moveSlot(now, slot, -1)) })}
                  {...(index < slots.length - 1 && {
                    onDown: () => onChange((now) => moveSlot(now, slot, 1)),
                  })}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Suspense>
        {editing !== null && (
          <SlotDialog
            slot={editing}
            detail={draft.slot_details[editing] ?? NO_DETAIL}
            taken={slots}
            onClose={() => setEditing(null)}
            onKeep={(name, detail) => {
              setEditing(null);
              onChange((now) =>
                describeSlot(name === editing ? now : renameSlot(now, editing, name), name, detail),
              );
            }}
          />
        )}
      </Suspense>
    </section>
  );
}

function SlotHeadings() {
  return (
    <thead className="border-b border-line text-left text-2xs text-ink-3 max-md:sr-only">
      <tr>
        <th scope="col" className="h-7 w-28 pl-3 font-normal">
          Name
        </th>
        <th scope="col" className="w-44 px-2.5 font-normal">
          Description
        </th>
        <th scope="col" className="w-26 px-2.5 font-normal max-md:hidden">
          Default
        </th>
        <th scope="col" className="px-2.5 font-normal max-md:hidden">
          Samples
        </th>
        <th scope="col" className="w-12">
          <span className="sr-only">More</span>
        </th>
      </tr>
    </thead>
  );
}
