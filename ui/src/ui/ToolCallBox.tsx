import { Check, CircleAlert, TriangleAlert, Wrench } from 'lucide-react';
import { jsonPieces } from '../lib/json-pieces';
import { type CalledWith, formatArguments } from '../lib/tool-arguments';

interface Call extends CalledWith {
  name: string;
  /** Why the arguments do not fit the definition of the tool: a line for each place. */
  error?: string | null | undefined;
}

interface Props {
  call: Call;
  /** Changed by hand: whether it fits was not asked again. */
  edited?: boolean;
}

/** A call of a tool: its name, whether it fits the definition, and the arguments. */
export function ToolCallBox({ call, edited = false }: Props) {
  return (
    <div className="rounded-lg bg-tool-soft p-3 ring-1 ring-tool/20">
      <div className="flex flex-wrap items-center gap-x-1.5 text-xs font-medium text-tool">
        <Wrench aria-hidden size={13} className="shrink-0" />
        <span className="sr-only">Calls </span>
        <span className="min-w-0 break-all">{call.name}</span>
        <Verdict call={call} edited={edited} />
      </div>
      {call.error?.split('\n').map((line) => (
        <Fault key={line} line={line} />
      ))}
      <Arguments text={formatArguments(call)} />
    </div>
  );
}

/** One fault, with its place in the arguments before it. */
function Fault({ line }: { line: string }) {
  const [, path, message] = /^(\/\S*): (.*)$/.exec(line) ?? [];
  return (
    <p className="mt-1.5 flex gap-1.5 text-xs text-bad">
      <CircleAlert aria-hidden size={13} className="mt-0.5 shrink-0" />
      <span className="min-w-0 break-words">
        {path && <code className="mr-1.5 font-mono">{path}</code>}
        {message ?? line}
      </span>
    </p>
  );
}

function Verdict({ call, edited }: { call: Call; edited: boolean }) {
  if (edited) return <span className="ml-auto font-normal text-ink-2">edited</span>;
  const fits = call.error == null && call.raw == null;
  const Icon = fits ? Check : TriangleAlert;
  const words = fits
    ? 'matches schema'
    : call.raw == null
      ? 'does not match schema'
      : 'does not parse';
  return (
    <span
      className={`ml-auto flex items-center gap-1 font-normal ${fits ? 'text-ink-2' : 'text-bad'}`}
    >
      <Icon aria-hidden size={12} className={fits ? 'text-ok' : undefined} />
      {words}
    </span>
  );
}

/** The names stand in full ink, so that the eye finds them. */
function Arguments({ text }: { text: string }) {
  let at = 0;
  return (
    <pre className="mt-1.5 font-mono text-xs leading-5 wrap-anywhere whitespace-pre-wrap text-ink-2">
      {jsonPieces(text).map((piece) => {
        const key = at;
        at += piece.text.length;
        if (piece.kind !== 'key') return piece.text;
        return (
          <span key={key} className="text-ink">
            {piece.text}
          </span>
        );
      })}
    </pre>
  );
}
