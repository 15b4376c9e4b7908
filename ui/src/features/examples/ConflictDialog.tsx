import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import type { ExampleChange } from './changes';
import type { Example } from './queries';

interface Props {
  /** What is saved now. */
  theirs: Example;
  /** What was to be saved. */
  mine: ExampleChange;
  busy: boolean;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
  /** Decides nothing: the edit stays unsaved. */
  onClose: () => void;
}

/** Shows both versions of what was changed in two places. */
export function ConflictDialog(props: Props) {
  const { theirs, mine, busy, onKeepMine, onTakeTheirs, onClose } = props;
  return (
    <Dialog
      open
      onClose={onClose}
      width="wide"
      title={`Example ${theirs.id} was changed elsewhere`}
      description="It was saved in another window after you began your edit. Choose the version that stays."
      footer={
        <>
          <Button onClick={onTakeTheirs}>Take theirs</Button>
          <Button variant="primary" busy={busy} onClick={onKeepMine}>
            Keep mine
          </Button>
        </>
      }
    >
      {Object.entries(mine).map(([field, value]) => (
        <section key={field} aria-label={NAMES[field] ?? field} className="mb-4 last:mb-0">
          <h3 className="eyebrow mb-1.5">{NAMES[field] ?? field}</h3>
          <div className="grid gap-3 sm:grid-cols-2">
            <Version name="Theirs" value={theirs[field as keyof Example]} />
            <Version name="Mine" value={value} />
          </div>
        </section>
      ))}
    </Dialog>
  );
}

const NAMES: Record<string, string> = {
  output: 'Answer',
  variation_prompt: 'Prompt',
  tags: 'Tags',
  note: 'Note',
  rating: 'Rating',
};

function Version({ name, value }: { name: string; value: unknown }) {
  const text = Array.isArray(value) ? value.join(', ') : String(value ?? '');
  return (
    <div className="min-w-0">
      <p className="mb-1 text-xs font-medium text-ink-2">{name}</p>
      <div className="max-h-72 overflow-y-auto rounded-lg p-3 text-sm wrap-anywhere whitespace-pre-wrap ring-1 ring-line">
        {text === '' ? <span className="text-ink-3">Empty</span> : text}
      </div>
    </div>
  );
}
