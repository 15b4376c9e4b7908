import { Link } from '@tanstack/react-router';
import { FileUp, Rows3, SearchX, Sparkles } from 'lucide-react';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import type { ExampleFilter } from './queries';

interface Props {
  dataset: number;
  filter: Pick<ExampleFilter, 'q' | 'filter'>;
  onClear: () => void;
}

/** Why there are no rows, and what to do. */
export function NoExamples({ dataset, filter, onClear }: Props) {
  if (filter.filter.length > 0) {
    return (
      <EmptyState
        icon={SearchX}
        title="No example matches"
        actions={<Button onClick={onClear}>Show all examples</Button>}
      >
        No example of this dataset meets {filter.filter.join(' and ')}
        {filter.q !== '' && <> and contains “{filter.q}”</>}.
      </EmptyState>
    );
  }
  if (filter.q !== '') {
    return (
      <EmptyState
        icon={SearchX}
        title="No example matches"
        actions={<Button onClick={onClear}>Clear the search</Button>}
      >
        No prompt, answer, slot, tag or note in this dataset contains “{filter.q}”.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={Rows3}
      title="Nothing kept yet"
      actions={
        <>
          <Link to="/d/$dataset/import" params={{ dataset }} className="btn-quiet">
            <FileUp aria-hidden size={16} />
            Import a file
          </Link>
          <Link to="/d/$dataset/generate" params={{ dataset }} className="btn-primary">
            <Sparkles aria-hidden size={16} />
            Generate
          </Link>
        </>
      }
    >
      Generate a batch, star the answers you like and add them. They appear here. Or import what you
      have: drop a file here.
    </EmptyState>
  );
}
