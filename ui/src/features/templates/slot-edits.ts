import { replaceSlot } from '../../lib/slots';
import { allSlots, NO_DETAIL, type SlotDetail, type TemplateDraft } from './template-draft';

/** Changes to the slots of a draft. Each leaves the draft it was given as it is. */

export function describeSlot(
  draft: TemplateDraft,
  slot: string,
  change: Partial<SlotDetail>,
): TemplateDraft {
  const detail = { ...NO_DETAIL, ...draft.slot_details[slot], ...change };
  return {
    ...draft,
    slots: allSlots(draft),
    slot_details: { ...draft.slot_details, [slot]: detail },
  };
}

/** Renames a slot in the list and in both prompts. */
export function renameSlot(draft: TemplateDraft, slot: string, name: string): TemplateDraft {
  const { [slot]: detail, ...others } = draft.slot_details;
  return {
    ...draft,
    system_prompt: replaceSlot(draft.system_prompt, slot, `{${name}}`),
    user_prompt: replaceSlot(draft.user_prompt, slot, `{${name}}`),
    slots: allSlots(draft).map((one) => (one === slot ? name : one)),
    slot_details: detail ? { ...others, [name]: detail } : others,
  };
}

/** Takes a slot out of the list and out of both prompts. */
export function removeSlot(draft: TemplateDraft, slot: string): TemplateDraft {
  return {
    ...draft,
    system_prompt: replaceSlot(draft.system_prompt, slot, ''),
    user_prompt: replaceSlot(draft.user_prompt, slot, ''),
    slots: allSlots(draft).filter((one) => one !== slot),
  };
}

/** Moves a slot one place up (-1) or down (1). */
export function moveSlot(draft: TemplateDraft, slot: string, by: -1 | 1): TemplateDraft {
  const slots = allSlots(draft);
  const from = slots.indexOf(slot);
  const other = slots[from + by];
  if (other === undefined) return draft;
  slots[from + by] = slot;
  slots[from] = other;
  return { ...draft, slots };
}
