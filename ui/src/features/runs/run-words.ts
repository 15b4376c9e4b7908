import {
  CircleCheck,
  CircleSlash,
  CircleX,
  Hourglass,
  Loader,
  type LucideIcon,
  Pause,
} from 'lucide-react';
import type { Cause, Run } from './queries';

type Tone = 'accent' | 'ok' | 'bad' | 'star' | 'neutral';

interface StatusWords {
  label: string;
  tone: Tone;
  icon: LucideIcon;
}

export const STATUS: Record<Run['status'], StatusWords> = {
  queued: { label: 'Waiting', tone: 'neutral', icon: Hourglass },
  running: { label: 'Running', tone: 'accent', icon: Loader },
  paused: { label: 'Paused', tone: 'star', icon: Pause },
  done: { label: 'Finished', tone: 'ok', icon: CircleCheck },
  cancelled: { label: 'Cancelled', tone: 'neutral', icon: CircleSlash },
  failed: { label: 'Failed', tone: 'bad', icon: CircleX },
};

export const CAUSES: Record<Cause, string> = {
  timed_out: 'No answer in time',
  unreachable: 'Server unreachable',
  no_such_model: 'Model missing',
  refused: 'Refused by the server',
  busy: 'Server full',
  garbled: 'Answer unreadable',
  internal: 'Lost by dsforge',
};

/** Whether there is still something to do that nobody called off. */
export const isOpen = ({ status }: Run) =>
  status === 'queued' || status === 'running' || status === 'paused';

export const endedOf = ({ items }: Run) => items.done + items.failed + items.stopped;

/** "58%", never 100 before the end. */
export function percentOf(run: Run): number {
  const { total } = run.items;
  const percent = total === 0 ? 0 : (endedOf(run) * 100) / total;
  return endedOf(run) < total ? Math.min(99, Math.floor(percent)) : 100;
}

/** "50 s", "3 min 2 s", "2 h 5 min". */
export function formatDuration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** "80 rows × 3 models × 2 samples", without what there is one of. */
export function shapeOf({ rows, count, models, samples }: Run): string {
  const parts: [number, string, string][] = [
    [rows, 'row', 'rows'],
    [count, 'variation', 'variations'],
    [models.length, 'model', 'models'],
    [samples, 'sample', 'samples'],
  ];
  const said = parts.filter(([amount], index) => amount !== 1 || index === 0);
  return said.map(([amount, one, many]) => `${amount} ${amount === 1 ? one : many}`).join(' × ');
}
