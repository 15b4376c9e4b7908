import { Star } from 'lucide-react';
import { Chip } from '../../ui/Chip';
import { Kbd } from '../../ui/Kbd';

/** One kept example, as the pages behind the password show it. */
export function ExamplePicture() {
  return (
    <div className="relative w-120 max-w-[calc(100%-3rem)]">
      <div className="absolute inset-x-8 -top-5 h-40 rounded-xl border border-line bg-surface opacity-40" />
      <div className="absolute inset-x-4 -top-2.5 h-40 rounded-xl border border-line bg-surface opacity-70" />
      <div className="relative rounded-xl border border-line bg-surface p-5 shadow-2">
        <div className="mb-4 flex items-center justify-between">
          <span className="text-sm font-medium">Example 1,285</span>
          <Chip tone="star">
            <Star aria-hidden size={13} fill="currentColor" />
            Starred
          </Chip>
        </div>
        <dl className="space-y-1.5 font-mono text-[12.5px] leading-6 text-ink-2">
          <Said by="system" text="You explain contracts in plain words." />
          <Said by="user" text="May my landlord keep the deposit?" />
          <Said by="assistant" text="Only for damage, within 30 days." marked />
        </dl>
        <div className="mt-5 flex items-center gap-3 border-t border-line pt-4 text-xs text-ink-3">
          <Hint sign="A" word="star" />
          <Hint sign="E" word="edit" />
          <Hint sign="X" word="reject" />
          <span className="ml-auto">gemma3:4b · 41 tok/s</span>
        </div>
      </div>
    </div>
  );
}

function Said({ by, text, marked }: { by: string; text: string; marked?: true }) {
  return (
    <div className="flex gap-3">
      <dt className="w-19 shrink-0 text-right text-ink-3">{by}</dt>
      <dd>
        {marked ? (
          <span className="rounded bg-accent-soft px-1.5 py-0.5 text-accent">{text}</span>
        ) : (
          text
        )}
      </dd>
    </div>
  );
}

function Hint({ sign, word }: { sign: string; word: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <Kbd keys={[sign]} />
      {word}
    </span>
  );
}
