import { Check, CircleAlert, Wrench } from 'lucide-react';
import type { Candidate, ToolCall } from './audition';
import { formatArguments, TOOL_LINTS } from './tool-calls';

interface Props {
  candidate: Candidate;
  /** As they are now: the edited ones where there are some. */
  calls: readonly ToolCall[];
}

/** The tools that an answer calls, each with its arguments and whether they fit its schema. */
export function ToolCalls({ candidate, calls }: Props) {
  const edited = candidate.edited_tool_calls != null;
  return calls.map((call, index) => (
    <div
      // biome-ignore lint/suspicious/noArrayIndexKey: a tool may be called twice, calls keep their order
      key={index}
      className="mt-3 rounded-lg bg-tool-soft p-3 ring-1 ring-tool/20"
    >
      <div className="flex flex-wrap items-center gap-1.5 text-xs font-medium text-tool">
        <Wrench aria-hidden size={13} className="shrink-0" />
        <span className="sr-only">Calls</span>
        <span className="break-all">{call.name}</span>
        {call.error == null && <Verdict edited={edited} />}
      </div>
      {call.error != null && <Problem call={call} path={pathOf(candidate, call, calls.length)} />}
      <Arguments call={call} />
    </div>
  ));
}

function Verdict({ edited }: { edited: boolean }) {
  if (edited) return <span className="ml-auto font-normal text-ink-2">edited</span>;
  return (
    <span className="ml-auto flex items-center gap-1 font-normal text-ink-2">
      <Check aria-hidden size={12} className="text-ok" />
      matches schema
    </span>
  );
}

function Problem({ call, path }: { call: ToolCall; path: string | null }) {
  return (
    <p className="mt-1.5 flex gap-1.5 text-xs text-bad">
      <CircleAlert aria-hidden size={13} className="mt-0.5 shrink-0" />
      <span className="min-w-0 break-words">
        {path && <code className="mr-1.5 font-mono">{path}</code>}
        {call.error}
      </span>
    </p>
  );
}

/** Where in the arguments the error is, when a lint says so. */
function pathOf({ lints }: Candidate, call: ToolCall, count: number): string | null {
  const lint = lints.find(
    ({ rule, message }) =>
      TOOL_LINTS.includes(rule) && (count === 1 || message.includes(call.name)),
  );
  return lint?.path ?? null;
}

const STRING_OR_KEY = /("(?:[^"\\]|\\.)*")(\s*:)?/g;

/** JSON with its names in full ink, so that the eye finds them. */
function Arguments({ call }: { call: ToolCall }) {
  const text = formatArguments(call);
  const parts: { text: string; name: boolean }[] = [];
  let at = 0;
  for (const match of text.matchAll(STRING_OR_KEY)) {
    if (match[2] === undefined) continue;
    parts.push({ text: text.slice(at, match.index), name: false });
    parts.push({ text: match[1] ?? '', name: true });
    at = match.index + (match[1]?.length ?? 0);
  }
  parts.push({ text: text.slice(at), name: false });
  return (
    <pre className="mt-1.5 font-mono text-xs leading-5 break-words whitespace-pre-wrap text-ink-2">
      {parts.map((part, index) =>
        part.name ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name
          <span key={index} className="text-ink">
            {part.text}
          </span>
        ) : (
          part.text
        ),
      )}
    </pre>
  );
}
