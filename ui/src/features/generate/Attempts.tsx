import { ChevronRight } from 'lucide-react';
import type { Candidate } from './audition';

interface Attempt {
  why: string;
  output?: string;
}

/** What dsforge was given before this answer and did not take, folded. */
export function Attempts({ candidate }: { candidate: Candidate }) {
  const attempts = attemptsOf(candidate);
  if (attempts.length === 0) return null;
  return (
    <details className="group mt-3 text-xs text-ink-2">
      <summary className="flex cursor-pointer list-none items-center gap-1 font-medium">
        <ChevronRight
          aria-hidden
          size={13}
          className="shrink-0 text-ink-3 transition-transform group-open:rotate-90"
        />
        {attempts.length === 1 ? 'One earlier attempt' : `${attempts.length} earlier attempts`}
      </summary>
      <ol className="mt-2 space-y-2">
        {attempts.map(({ why, output }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: attempts are never reordered
          <li key={index} className="rounded-lg bg-sunken px-3 py-2 ring-1 ring-line">
            <p className="break-words whitespace-pre-line">{why}</p>
            {output && (
              <pre className="mt-1.5 font-mono text-2xs wrap-anywhere whitespace-pre-wrap text-ink-3">
                {output}
              </pre>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}

/** Provenance is free-form: whatever else stands there is none of the card's business. */
function attemptsOf({ provenance }: Candidate): Attempt[] {
  const { attempts } = provenance as { attempts?: unknown };
  if (!Array.isArray(attempts)) return [];
  return attempts.filter((attempt): attempt is Attempt => typeof attempt?.why === 'string');
}
