import type { ToolCall } from './audition';
import type { Decision } from './decisions';

/** An edit that was left before it was kept. */
export interface EditDraft {
  output: string;
  /** The arguments as typed, one per tool call, perhaps not JSON yet. */
  calls: string[];
}

/** What the deck of a dataset remembers between visits. */
export interface Memory {
  /** The batch on the table. */
  run_id: number | null;
  /** Newest first. */
  decisions: Decision[];
  /** By candidate. */
  edits: Record<string, EditDraft>;
}

/** Reads a draft, whatever an older page may have kept. */
export function parseMemory(raw: unknown): Memory {
  const kept = (typeof raw === 'object' && raw !== null ? raw : {}) as Partial<Memory>;
  return {
    run_id: typeof kept.run_id === 'number' ? kept.run_id : null,
    decisions: Array.isArray(kept.decisions) ? kept.decisions : [],
    edits: typeof kept.edits === 'object' && kept.edits !== null ? kept.edits : {},
  };
}

export function editDraftOf(output: string, calls: readonly ToolCall[]): EditDraft {
  return {
    output,
    calls: calls.map((call) => call.raw ?? JSON.stringify(call.arguments, null, 2)),
  };
}

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
