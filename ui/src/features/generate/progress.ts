import { type Audition, isUnderWay, newestOf } from './audition';

export interface Progress {
  settled: number;
  total: number;
  /** 0 to 1, half-written answers included. */
  fraction: number;
  /** Null until one answer is there to measure by. */
  secondsLeft: number | null;
  active: boolean;
}

/** How far the batch is, measured by the answers that are done. */
export function progressOf({ cards }: Audition): Progress {
  const newest = cards.map(newestOf);
  const underWay = newest.filter(isUnderWay);
  const done = newest.filter(({ state }) => state === 'done');
  const length = average(done.map(({ output }) => output.length));
  const seconds = average(done.flatMap(({ seconds: own }) => own ?? []));
  const written = cards.reduce((sum, card) => {
    const candidate = newestOf(card);
    const chars = card.live[candidate.id]?.output.length ?? 0;
    return candidate.state === 'writing' && length ? sum + Math.min(0.95, chars / length) : sum;
  }, 0);
  const settled = newest.length - underWay.length;
  // As many as write now will go on writing at the same time.
  const lanes = Math.max(1, newest.filter(({ state }) => state === 'writing').length);
  return {
    settled,
    total: newest.length,
    fraction: newest.length === 0 ? 0 : (settled + written) / newest.length,
    secondsLeft: seconds === null ? null : ((underWay.length - written) * seconds) / lanes,
    active: underWay.length > 0,
  };
}

function average(values: number[]): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length;
}

/** 4.2 → "4 s", 95 → "2 min". */
export function formatSeconds(seconds: number): string {
  return seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`;
}
