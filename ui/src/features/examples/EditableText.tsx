import { Pencil } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { IconButton } from '../../ui/IconButton';
import { TextArea } from '../../ui/TextArea';
import { WordDiff } from '../../ui/WordDiff';

interface Props {
  /** What it is, as its heading says: "Assistant". */
  label: string;
  /** What editing it is called: "Edit the answer". */
  editLabel: string;
  saved: string;
  /** The unsaved text, when there is one. */
  edited: string | undefined;
  onChange: (text: string) => void;
  className: string;
  /** Below the text, in the same box. */
  children?: React.ReactNode;
}

/** A text that turns into a field when it is to be changed, and then shows what was changed. */
export function EditableText(props: Props) {
  const { label, editLabel, saved, edited, onChange, className, children } = props;
  const [isWriting, setIsWriting] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const area = field.current;
    if (!isWriting || area === null) return;
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  }, [isWriting]);
  return (
    <section aria-label={label}>
      <div className="mb-0.5 flex h-7 items-center justify-between">
        <p className="eyebrow">{label}</p>
        {!isWriting && (
          <IconButton
            icon={Pencil}
            iconSize={13}
            label={editLabel}
            onClick={() => setIsWriting(true)}
            className="-mr-1.5 size-7 text-ink-3"
          />
        )}
      </div>
      <div className={className}>
        {isWriting ? (
          <TextArea
            ref={field}
            aria-label={editLabel}
            rows={3}
            maxHeight={420}
            value={edited ?? saved}
            onChange={(event) => onChange(event.target.value)}
            onBlur={() => setIsWriting(false)}
            className="-m-3 w-[calc(100%+1.5rem)] bg-transparent px-3 text-sm leading-[1.55] shadow-none"
          />
        ) : (
          <div className="wrap-anywhere whitespace-pre-wrap">
            {edited === undefined ? saved : <WordDiff before={saved} after={edited} />}
            {(edited ?? saved) === '' && <span className="text-ink-3">No text</span>}
          </div>
        )}
        {children}
      </div>
    </section>
  );
}
