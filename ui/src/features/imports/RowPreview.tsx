import type { Schema } from '../../api/schema';
import { Chip } from '../../ui/Chip';

type Row = Schema<'ImportRow'>;

const SPEAKERS = { system: 'System', user: 'User', assistant: 'Answer', tool: 'Tool' };

/** The first rows as they will stand in the dataset. */
export function RowPreview({ rows }: { rows: readonly Row[] }) {
  if (rows.length === 0) return null;
  return (
    <section aria-label="First rows" className="space-y-3">
      <h2 className="text-sm font-semibold">First rows</h2>
      {rows.map((row) => (
        <article key={row.row} aria-label={`Row ${row.row}`} className="card p-4">
          <ol className="space-y-2">
            {row.messages.map((message, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: turns have no other name
              <li key={index} className="flex gap-3 text-sm max-sm:flex-col max-sm:gap-0.5">
                <span className="eyebrow w-16 shrink-0 pt-0.5">{SPEAKERS[message.role]}</span>
                <Turn message={message} />
              </li>
            ))}
          </ol>
          <Notes row={row} />
        </article>
      ))}
    </section>
  );
}

function Turn({ message }: { message: Schema<'Message'> }) {
  return (
    <div className="min-w-0 flex-1">
      {message.reasoning && <p className="line-clamp-2 text-ink-3 italic">{message.reasoning}</p>}
      {message.content && <p className="line-clamp-4 whitespace-pre-wrap">{message.content}</p>}
      {message.tool_calls?.map((call, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: calls have no other name
        <code key={index} className="block truncate font-mono text-[12px] text-tool">
          {call.name}({call.raw ?? JSON.stringify(call.arguments)})
        </code>
      ))}
    </div>
  );
}

function Notes({ row }: { row: Row }) {
  const notes = [
    ...row.alternatives.map(({ output }) => `Lost: ${output || 'a call'}`),
    ...(row.rating == null ? [] : [`Rated ${row.rating} of 5`]),
    ...row.tags,
    ...(row.tools.length === 0 ? [] : [`Tools: ${row.tools.join(', ')}`]),
    ...(row.extra.length === 0 ? [] : [`Kept: ${row.extra.join(', ')}`]),
  ];
  if (notes.length === 0) return null;
  return (
    <ul aria-label="Beside the conversation" className="mt-3 flex flex-wrap gap-1.5">
      {notes.map((note) => (
        <li key={note} className="max-w-full truncate">
          <Chip>{note}</Chip>
        </li>
      ))}
    </ul>
  );
}
