import type { Schema } from '../../api/schema';
import { ToolCallBox } from '../../ui/ToolCallBox';

/** The calls of an answer, in their order. */
export function ToolCalls({ calls }: { calls: readonly Schema<'ToolCall'>[] }) {
  if (calls.length === 0) return null;
  return (
    <ul className="mt-3 space-y-2">
      {calls.map((call, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same call may stand there twice
        <li key={index}>
          <ToolCallBox call={call} />
        </li>
      ))}
    </ul>
  );
}
