import { type RefObject, useEffect, useRef, useState } from 'react';
import { findCodeProblem, isComplete } from '../../lib/recovery-code';
import { Field } from '../../ui/Field';
import { TextArea } from '../../ui/TextArea';

interface Props {
  value: string;
  onChange: (value: string) => void;
  error: string | null;
  ref: RefObject<HTMLTextAreaElement | null>;
}

/** Takes the recovery code; two lines, and Enter sends the form as in any other field. */
export function CodeField({ value, onChange, error, ref }: Props) {
  return (
    <Field label="Recovery code" error={error} hint="Dashes, spaces and capitals do not matter.">
      {(control) => (
        <TextArea
          {...control}
          ref={ref}
          rows={2}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }}
          className="resize-none! font-mono uppercase"
        />
      )}
    </Field>
  );
}

/** The code as it is typed, with what is wrong with it as soon as that is certain. */
export function useTypedCode() {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const ref = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    let isCurrent = true;
    findCodeProblem(text).then((found) => isCurrent && setProblem(found));
    return () => {
      isCurrent = false;
    };
  }, [text]);
  /** Before sending: an unfinished code is a problem too. The caret goes back to it. */
  const check = async () => {
    const unfinished = isComplete(text)
      ? null
      : 'A code has eight groups of four characters and two more.';
    const found = (await findCodeProblem(text)) ?? unfinished;
    setProblem(found);
    if (found !== null) ref.current?.focus();
    return found === null;
  };
  return { text, setText, problem, check, ref };
}
