import { useNavigate, useSearch } from '@tanstack/react-router';
import type { PaneTab } from './ExamplePane';
import type { ExampleFilter } from './queries';

interface Address extends Partial<ExampleFilter> {
  row?: number;
  tab?: PaneTab;
  copies?: boolean;
}

const NO_CONDITIONS: readonly string[] = [];

type Change = { [Field in keyof Address]: Address[Field] | undefined };

/** What of the page's state stands in its address: search, order, the open example and its tab. */
export function useExamplesAddress(dataset: number) {
  const {
    q = '',
    filter: conditions = NO_CONDITIONS,
    sort = '-id',
    row,
    tab = 'chat',
    copies = false,
  } = useSearch({
    from: '/shell/d/$dataset/examples',
  });
  const navigate = useNavigate();
  const change = (fields: Change, replace: boolean) =>
    navigate({
      to: '/d/$dataset/examples',
      params: { dataset },
      // The router leaves out what is undefined.
      search: (now) => ({ ...now, ...fields }) as Address,
      replace,
    });
  const filter: ExampleFilter = { q, filter: conditions, sort };
  return {
    filter,
    row,
    tab,
    /** Near copies are shown in place of the table. */
    copies,
    showCopies: (show: boolean) => change({ copies: show || undefined }, false),
    setFilter: (fields: Partial<ExampleFilter>) =>
      change(
        {
          ...fields,
          ...(fields.q === '' && { q: undefined }),
          ...(fields.filter?.length === 0 && { filter: undefined }),
        },
        true,
      ),
    /** Going from row to row is one step back in the history. */
    open: (id: number) => change({ row: id }, row !== undefined),
    close: () => change({ row: undefined, tab: undefined }, false),
    setTab: (next: PaneTab) => change({ tab: next === 'chat' ? undefined : next }, true),
  };
}
