import { useEffect, useRef } from 'react';
import { keySigns } from '../../keys/format';
import { useKeys } from '../../keys/useKeys';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/TextArea';

interface Props {
  label: string;
  value: string;
  isSaving: boolean;
  onChange: (value: string) => void;
  onSave: () => void;
  /** Back to the table; what was written stays an unsaved edit. */
  onLeave: () => void;
}

/** Writes into a cell of the table, over the rows below it. */
export function CellEditor({ label, value, isSaving, onChange, onSave, onLeave }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const area = field.current;
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
  }, []);
  useKeys({ 'edit.keep': onSave, 'edit.leave': onLeave });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps presses from opening the row
    // biome-ignore lint/a11y/useKeyWithClickEvents: only keeps presses from opening the row
    <div
      onClick={(event) => event.stopPropagation()}
      className="floating absolute top-[-13px] right-1 left-1 z-20 cursor-auto p-2"
    >
      <TextArea
        ref={field}
        aria-label={label}
        rows={4}
        maxHeight={280}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <div className="mt-2 flex justify-end gap-2">
        <Button size="sm" variant="ghost" kbd={keySigns('edit.leave')} onClick={onLeave}>
          Leave
        </Button>
        <Button
          size="sm"
          variant="primary"
          busy={isSaving}
          kbd={keySigns('edit.keep')}
          onClick={onSave}
        >
          Save
        </Button>
      </div>
    </div>
  );
}
