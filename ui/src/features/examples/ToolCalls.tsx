import { Check, TriangleAlert, Wrench } from 'lucide-react';
import type { Schema } from '../../api/schema';

/** The calls of an answer, each with its arguments and whether they fit the tool's definition. */
export function ToolCalls({ calls }: { calls: readonly Schema<'ToolCall'>[] }) {
  if (calls.length === 0) return null;
  return (
    <ul className="mt-3 space-y-2">
      {calls.map((call, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same call may stand there twice
        <li key={index} className="rounded-md bg-tool-soft p-2.5 ring-1 ring-tool/20">
          <div className="flex items-center gap-1.5 text-xs font-medium text-tool">
            <Wrench aria-hidden size={13} className="shrink-0" />
            <span className="min-w-0 flex-1 truncate">{call.name}</span>
            <Validity call={call} />
          </div>
          <pre className="mt-1 font-mono text-[11.5px] leading-5 wrap-anywhere whitespace-pre-wrap text-ink-2">
            {call.raw ?? JSON.stringify(call.arguments, null, 2)}
          </pre>
          {call.error && <p className="mt-1 text-xs text-bad">{call.error}</p>}
        </li>
      ))}
    </ul>
  );
}

function Validity({ call }: { call: Schema<'ToolCall'> }) {
  if (call.error == null && call.raw == null) {
    return (
      <span className="flex items-center gap-1 font-normal text-ink-2">
        <Check aria-hidden size={13} className="text-ok" />
        valid
      </span>
    );
  }
  return (
    <span className="flex items-center gap-1 font-normal text-bad">
      <TriangleAlert aria-hidden size={13} />
      {call.raw == null ? 'invalid' : 'does not parse'}
    </span>
  );
}
