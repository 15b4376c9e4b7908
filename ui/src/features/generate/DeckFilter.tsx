import { Select } from '../../ui/Select';
import { type LintFilter, lintLabel, ruleCounts } from './lints';
import type { Deck } from './useDeck';

/** Shows only the cards with a warning of one kind, or those without any. Nothing to see while there is none. */
export function DeckFilter({ deck: { inDeck, filter, setFilter } }: { deck: Deck }) {
  const counts = ruleCounts(inDeck);
  if (counts.size === 0 && filter === 'all') return null;
  const rules = [...new Set([...counts.keys(), ...(isRule(filter) ? [filter] : [])])];
  return (
    <div className="w-44">
      <Select
        aria-label="Cards to show"
        value={filter}
        options={[
          { value: 'all', label: 'All cards' },
          { value: 'clean', label: 'Without warnings' },
          ...rules.map((rule) => ({
            value: rule,
            label: `${lintLabel(rule)} (${counts.get(rule) ?? 0})`,
          })),
        ]}
        onChange={setFilter}
      />
    </div>
  );
}

const isRule = (filter: LintFilter) => filter !== 'all' && filter !== 'clean';
