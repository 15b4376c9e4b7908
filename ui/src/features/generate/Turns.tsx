import { ChevronRight } from 'lucide-react';
import { ToolCallBox } from '../../ui/ToolCallBox';
import type { Candidate } from './audition';

type Message = Candidate['turns'][number];

/** Where the last question stands: what is before it is past, what is after it belongs to the answer. */
const lastQuestion = (turns: readonly Message[]) =>
  turns.findLastIndex(({ role }) => role === 'user');

/** The conversation before the question that the card shows, folded. */
export function EarlierTurns({ candidate: { turns } }: { candidate: Candidate }) {
  const earlier = turns.slice(0, lastQuestion(turns)).filter(({ role }) => role !== 'system');
  if (earlier.length === 0) return null;
  return (
    <details className="group mx-4 mt-3 text-sm">
      <summary className="flex cursor-pointer list-none items-center gap-1 text-xs font-medium text-ink-2">
        <ChevronRight
          aria-hidden
          size={13}
          className="shrink-0 text-ink-3 transition-transform group-open:rotate-90"
        />
        {earlier.length} earlier turns
      </summary>
      <TurnList turns={earlier} />
    </details>
  );
}

/** The calls made since the question, and what they gave. */
export function TurnsSince({ candidate: { turns } }: { candidate: Candidate }) {
  const since = turns.slice(lastQuestion(turns) + 1);
  if (turns.length === 0 || since.length === 0) return null;
  return (
    <div className="mx-4 mt-3 text-sm">
      <TurnList turns={since} />
    </div>
  );
}

function TurnList({ turns }: { turns: readonly Message[] }) {
  return (
    <ol className="mt-2 space-y-2 border-l-2 border-line pl-3">
      {turns.map(({ role, content, tool_calls, tool_name }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the past is never reordered
        <li key={index}>
          <p className="text-2xs font-medium text-ink-3">{speakerOf(role, tool_name)}</p>
          {content !== '' && (
            <p className="break-words whitespace-pre-wrap text-ink-2">{content}</p>
          )}
          {tool_calls?.map((call, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a tool may be called twice, calls keep their order
            <ToolCallBox key={place} call={call} />
          ))}
        </li>
      ))}
    </ol>
  );
}

function speakerOf(role: Message['role'], tool: string | null | undefined): string {
  if (role === 'tool') return tool ? `Result of ${tool}` : 'Result';
  return role === 'user' ? 'User' : 'Answer';
}
