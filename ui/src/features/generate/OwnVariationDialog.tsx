import { useState } from 'react';
import { keySigns } from '../../keys/format';
import { useKeys } from '../../keys/useKeys';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Field } from '../../ui/Field';
import { TextArea } from '../../ui/TextArea';

interface Props {
  text: string;
  onClose: () => void;
  onAnswer: (variation: string) => void;
}

/** Asks for a prompt that the model did not think of. */
export function OwnVariationDialog({ text, onClose, onAnswer }: Props) {
  const [typed, setTyped] = useState(text);
  const [error, setError] = useState<string | null>(null);
  const answer = () => {
    if (typed.trim() === '') return setError('Write a prompt first.');
    onAnswer(typed);
    onClose();
  };
  useKeys({ 'edit.keep': answer }, { modal: true });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Write your own prompt"
      description="The card gets a new answer to it. The one it has now stays behind it."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" kbd={keySigns('edit.keep')} onClick={answer}>
            Answer it
          </Button>
        </>
      }
    >
      <Field label="Prompt" error={error}>
        {(control) => (
          <TextArea
            {...control}
            rows={4}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
    </Dialog>
  );
}
