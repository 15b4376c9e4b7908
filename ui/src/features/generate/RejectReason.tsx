import { ChevronDown } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/Button';
import { Input } from '../../ui/Input';
import { Popover } from '../../ui/Popover';

const QUICK = ['Wrong facts', 'Off topic', 'Wrong tone', 'Too long', 'Too short', 'Wrong format'];

/** Rejecting with a word on why. The reason stays with the rejected answer. */
export function RejectReason({ onReject }: { onReject: (reason: string) => void }) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const reject = (reason: string) => {
    setOpen(false);
    setTyped('');
    onReject(reason);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== '') reject(typed.trim());
  };
  return (
    <Popover
      label="Reject because"
      open={open}
      onOpenChange={setOpen}
      align="end"
      className="w-72"
      trigger={
        <button
          type="button"
          aria-label="Reject with a reason"
          title="Reject with a reason"
          className="grid h-8 w-6 place-items-center rounded-md text-ink-3 hover:bg-sunken hover:text-ink max-md:w-9"
        >
          <ChevronDown aria-hidden size={13} />
        </button>
      }
    >
      <p className="text-xs font-medium text-ink-2">Reject because</p>
      <div className="mt-2 flex flex-wrap gap-1.5">
        {QUICK.map((reason) => (
          <button
            key={reason}
            type="button"
            onClick={() => reject(reason)}
            className="chip h-7 bg-sunken px-2 text-ink-2 ring-1 ring-line hover:text-ink hover:ring-line-strong"
          >
            {reason}
          </button>
        ))}
      </div>
      <form onSubmit={submit} className="mt-3 flex gap-2">
        <Input
          aria-label="Another reason"
          placeholder="Another reason"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="submit">Reject</Button>
      </form>
    </Popover>
  );
}
