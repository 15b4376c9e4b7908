import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import type { Candidate } from './audition';
import { exampleIn } from './lints';

/** What looks wrong with an answer, in sentences. */
export function LintList({ lints }: { lints: Candidate['lints'] }) {
  if (lints.length === 0) return null;
  return (
    <ul className="mt-3 space-y-1 text-xs text-ink-2">
      {lints.map((lint) => (
        <li key={`${lint.rule} ${lint.path ?? ''} ${lint.message}`} className="flex gap-1.5">
          <TriangleAlert aria-hidden size={13} className="mt-0.5 shrink-0 text-bad" />
          <span className="min-w-0 break-words">
            <Place lint={lint} />
            {lint.message}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Place({ lint }: { lint: Candidate['lints'][number] }) {
  const copied = exampleIn(lint);
  if (copied !== null) {
    return (
      <Link
        to="/d/$dataset/examples"
        params={{ dataset: copied.dataset }}
        search={{ row: copied.example }}
        className="mr-1.5 text-accent underline underline-offset-2"
      >
        Example {copied.example}
      </Link>
    );
  }
  if (lint.rule !== 'schema_mismatch' || !lint.path) return null;
  return <code className="mr-1.5 font-mono text-bad">{lint.path}</code>;
}
