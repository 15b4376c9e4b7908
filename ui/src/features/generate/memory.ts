import { formatArguments } from '../../lib/tool-arguments';
import { type Candidate, finalOf } from './audition';
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

/** Where editing an answer begins. */
export function editDraftOf(candidate: Candidate): EditDraft {
  const { output, tool_calls } = finalOf(candidate);
  return { output, calls: tool_calls.map(formatArguments) };
}
