import type { ToolCall } from './audition';

/** The lints that are about a tool call. */
export const TOOL_LINTS = ['invalid_arguments', 'unknown_tool'];

/** The tool calls as edited, or which of them is not JSON and why. */
export function parseCalls(
  calls: readonly ToolCall[],
  texts: readonly string[],
): { calls: ToolCall[] } | { index: number; message: string } {
  const parsed: ToolCall[] = [];
  for (const [index, { name }] of calls.entries()) {
    try {
      const value: unknown = JSON.parse(texts[index] ?? '');
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        return { index, message: 'Arguments are an object: { "name": value }.' };
      }
      parsed.push({ name, arguments: value as Record<string, unknown> });
    } catch (error) {
      const why = error instanceof Error ? error.message : '';
      return { index, message: `This is not JSON yet. ${why}`.trim() };
    }
  }
  return { calls: parsed };
}
