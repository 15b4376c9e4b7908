import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import type { Schema } from '../../api/schema';
import { classes } from '../../ui/classes';

/** The system prompt of the template: one line, unfolded to read, edited where it lives. */
export function SystemPrompt({ template }: { template: Schema<'Template'> }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const { system_prompt: prompt } = template;
  return (
    <div>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="flex w-full min-w-0 items-center gap-1.5 text-left text-xs text-ink-2"
      >
        <ChevronRight
          aria-hidden
          size={13}
          className={classes('shrink-0 text-ink-3 transition-transform', open && 'rotate-90')}
        />
        <span className="font-medium whitespace-nowrap">System prompt</span>
        {!open && <span className="truncate text-ink-3">{prompt || 'None'}</span>}
      </button>
      <div id={id} hidden={!open} className="mt-2">
        <p className="max-h-48 overflow-y-auto rounded-lg bg-sunken px-3 py-2 text-sm break-words whitespace-pre-wrap text-ink-2 ring-1 ring-line">
          {prompt || 'The template has no system prompt.'}
        </p>
        <Link
          to="/templates/$id"
          params={{ id: template.id }}
          className="mt-2 inline-block text-xs text-ink-2 underline underline-offset-2 hover:text-ink"
        >
          Edit it in the template
        </Link>
      </div>
    </div>
  );
}
