import { MessageSquareReply, Wrench } from 'lucide-react';
import { Button } from '../../ui/Button';
import { type Card, finalOf, isJudgeable, isUnderWay, newestOf, shownOf } from './audition';
import { isRepairable } from './lints';
import type { CardActions } from './VariationCard';

interface Props {
  card: Card;
  actions: CardActions;
  onContinue: () => void;
}

/** What suggests itself for this answer: putting its form right, or telling its calls what they give. */
export function AnswerOffers({ card, actions, onContinue }: Props) {
  const shown = shownOf(card);
  if (!isJudgeable(shown) || isUnderWay(newestOf(card))) return null;
  const repairable = isRepairable(shown);
  const calls = finalOf(shown).tool_calls.length;
  if (!repairable && calls === 0) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {repairable && (
        <Button
          size="sm"
          icon={Wrench}
          title="Ask again, and tell the model what does not fit"
          onClick={() => actions.regenerate(card, { repair: true })}
        >
          Repair
        </Button>
      )}
      {calls > 0 && !repairable && (
        <Button size="sm" icon={MessageSquareReply} onClick={onContinue}>
          {calls === 1 ? 'Give the result' : 'Give the results'}
        </Button>
      )}
    </div>
  );
}
