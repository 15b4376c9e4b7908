import { Link } from '@tanstack/react-router';
import { Pencil, Star, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { formatShortAgo } from '../../lib/times';
import { Button } from '../../ui/Button';
import type { Audition, Candidate } from './audition';
import { type Decision, nameOf, recentDecisions } from './decisions';
import type { Deck } from './useDeck';

const LOOKS = {
  starred: { icon: Star, words: 'Kept', look: 'fill-current text-star' },
  edited: { icon: Pencil, words: 'Kept, edited', look: 'text-info' },
  rejected: { icon: X, words: 'Rejected', look: 'text-ink-3' },
};

interface Props {
  dataset: number;
  decisions: readonly Decision[];
  deck: Deck;
  onOpenRun: (runId: number) => void;
}

/** The last ten decisions and the way back to each. */
export function RecentDecisions({ dataset, decisions, deck, onOpenRun }: Props) {
  const now = useNow();
  const recent = recentDecisions(decisions);
  if (recent.length === 0) return null;
  return (
    <div className="mt-8">
      <h3 className="eyebrow">Recent decisions</h3>
      <ul className="mt-2 divide-y divide-line border-y border-line text-sm">
        {recent.map((decision) => (
          <li key={nameOf(decision)} className="flex h-10 items-center gap-3">
            <Kind kind={decision.kind as keyof typeof LOOKS} />
            <span className="min-w-0 flex-1 truncate text-ink-2">{decision.text}</span>
            <span className="text-2xs whitespace-nowrap text-ink-3 max-md:hidden">
              {formatShortAgo(decision.at, now)}
            </span>
            {decision.kind === 'rejected' ? (
              <Button variant="ghost" size="sm" onClick={() => deck.actions.undo(decision)}>
                Restore
              </Button>
            ) : (
              <Open dataset={dataset} decision={decision} deck={deck} onOpenRun={onOpenRun} />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Kind({ kind }: { kind: keyof typeof LOOKS }) {
  const { icon: Icon, words, look } = LOOKS[kind];
  return (
    <>
      <Icon aria-hidden size={14} className={`shrink-0 ${look}`} />
      <span className="w-24 shrink-0 text-xs text-ink-2">{words}</span>
    </>
  );
}

type OpenProps = Omit<Props, 'decisions'> & { decision: Decision };

/** To the card while it is in the deck, to its example once it was added, else to its run. */
function Open({ dataset, decision, deck, onOpenRun }: OpenProps) {
  const { audition, cards, view, actions } = deck;
  const candidate = findCandidate(audition, decision.candidate_id);
  const card = cards.find(({ siblings }) => candidate && siblings.includes(candidate));
  const example = candidate?.added_to?.example_id;
  if (card && candidate) {
    const open = () => {
      actions.flip(card, candidate.id);
      view.moveTo(card.position);
    };
    return <OpenButton onClick={open} />;
  }
  if (candidate?.added_to != null) {
    return (
      <Link
        to="/d/$dataset/examples"
        params={{ dataset }}
        search={example ? { row: example } : {}}
        className="btn-ghost h-8 px-2.5 max-md:min-h-9"
      >
        Open
      </Link>
    );
  }
  return <OpenButton onClick={() => onOpenRun(decision.run_id)} />;
}

function OpenButton({ onClick }: { onClick: () => void }) {
  return (
    <Button variant="ghost" size="sm" onClick={onClick}>
      Open
    </Button>
  );
}

function findCandidate({ cards }: Audition, id: number): Candidate | undefined {
  return cards.flatMap(({ siblings }) => siblings).find((candidate) => candidate.id === id);
}

const HALF_A_MINUTE_MS = 30_000;

/** The time, read again twice a minute. */
function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), HALF_A_MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
