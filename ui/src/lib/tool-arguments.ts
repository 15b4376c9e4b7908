import { formatJson } from './format-json';

/** As wide as a card. */
const LINE = 28;

/** A call of a tool, as far as its arguments go. */
export interface CalledWith {
  arguments: unknown;
  /** What the model wrote where that is no JSON. */
  raw?: string | null | undefined;
}

/** Arguments as JSON to read and edit in a narrow place; what did not parse stays as it came. */
export function formatArguments(call: CalledWith): string {
  return call.raw ?? formatJson(call.arguments, LINE);
}
