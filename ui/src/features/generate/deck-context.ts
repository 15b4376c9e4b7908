import type { Audition, AuditionAction } from './audition';
import type { Memory } from './memory';
import type { Tally } from './useTally';

/** What the actions of the deck work with; always the newest, read when an action happens. */
export interface DeckContext {
  dataset: { id: number; name: string };
  audition: Audition;
  memory: Memory;
  dispatch: (action: AuditionAction) => void;
  remember: (update: (memory: Memory) => Memory) => void;
  followAgain: () => void;
  addToTally: (more: Partial<Tally>) => void;
  openRun: (runId: number) => void;
  /** Makes the card at the position the current one. */
  moveTo: (position: number) => void;
  /** The datasets changed: what the page knows of them is old. */
  refreshDatasets: () => void;
}

export type GetContext = () => DeckContext;
