import { ToolCallBox } from '../../ui/ToolCallBox';
import type { Candidate, ToolCall } from './audition';

interface Props {
  candidate: Candidate;
  /** As they are now: the edited ones where there are some. */
  calls: readonly ToolCall[];
}

/** The tools that an answer calls, each with its arguments and whether they fit its schema. */
export function ToolCalls({ candidate, calls }: Props) {
  return calls.map((call, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a tool may be called twice, calls keep their order
    <div key={index} className="mt-3 first:mt-0">
      <ToolCallBox call={call} edited={candidate.edited_tool_calls != null && call.error == null} />
    </div>
  ));
}
