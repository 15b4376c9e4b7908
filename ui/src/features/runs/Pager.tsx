import { ChevronLeft, ChevronRight } from 'lucide-react';
import { formatCount } from '../../lib/numbers';
import { Button } from '../../ui/Button';

interface Props {
  page: number;
  size: number;
  total: number;
  onPage: (page: number) => void;
}

/** "51–100 of 1,284" with a way to either side; nothing when all of it is in sight. */
export function Pager({ page, size, total, onPage }: Props) {
  if (total <= size) return null;
  const first = (page - 1) * size + 1;
  const last = Math.min(total, page * size);
  return (
    <nav aria-label="Pages" className="flex items-center gap-2 text-xs text-ink-3">
      <Button size="sm" icon={ChevronLeft} disabled={page === 1} onClick={() => onPage(page - 1)}>
        Before
      </Button>
      <span className="tabular-nums">
        {formatCount(first)}–{formatCount(last)} of {formatCount(total)}
      </span>
      <Button
        size="sm"
        icon={ChevronRight}
        disabled={last >= total}
        onClick={() => onPage(page + 1)}
      >
        After
      </Button>
    </nav>
  );
}
