import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from '../../api/client';
import { describeError, toApiError, unwrap } from '../../api/errors';
import { keys } from '../../api/queries';
import type { Schema } from '../../api/schema';
import { formatAmount } from '../../lib/numbers';
import { toast } from '../../ui/toast';

export type Run = Schema<'Run'>;
export type Candidate = Schema<'Candidate'>;
export type Verdict = Schema<'Verdict'>;
export type Cause = Schema<'CandidateErrorKind'>;

export const RUNS = ['runs'] as const;
export const RESULTS = ['run-results'] as const;

/** Runs of a page of the list. */
export const RUNS_PAGE = 20;
/** Answers of a page of results. */
export const RESULTS_PAGE = 50;
/** What is read at once when every starred answer is wanted. */
const MOST = 1000;

const isMoving = (run: Run) => run.status === 'running' || run.status === 'queued';

/** A page of runs, asked again every second or so while one of them moves. */
export function useRuns(page: number) {
  return useQuery({
    queryKey: [...RUNS, 'list', page],
    queryFn: () => unwrap(client.GET('/runs', { params: { query: { page, size: RUNS_PAGE } } })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.items.some(isMoving) ? 1500 : 15_000),
  });
}

export function useRun(id: number) {
  return useQuery({
    queryKey: [...RUNS, id],
    queryFn: () => unwrap(client.GET('/runs/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? 1000 : false),
  });
}

export interface ResultsFilter {
  state?: Schema<'CandidateState'>;
  verdict?: Schema<'Verdict'>;
  model?: string;
}

/** A page of what the cards of a run show. `moment` is anything that changes when there is more. */
export function useResults(id: number, filter: ResultsFilter, page: number, moment: number) {
  const query = { ...filter, page, size: RESULTS_PAGE, newest: true };
  return useQuery({
    queryKey: [...RESULTS, id, query, moment],
    queryFn: () => unwrap(client.GET('/runs/{id}/candidates', { params: { path: { id }, query } })),
    placeholderData: keepPreviousData,
  });
}

type Order = 'pause' | 'resume' | 'cancel';

const ORDERS = {
  pause: (id: number) => client.POST('/runs/{id}/pause', { params: { path: { id } } }),
  resume: (id: number) => client.POST('/runs/{id}/resume', { params: { path: { id } } }),
  cancel: (id: number) => client.POST('/runs/{id}/cancel', { params: { path: { id } } }),
};

const FAILED: Record<Order, string> = {
  pause: 'The run was not paused',
  resume: 'The run does not go on',
  cancel: 'The run was not cancelled',
};

/** Pauses, resumes and cancels runs, and asks again for what failed. */
export function useRunOrders() {
  const cache = useQueryClient();
  const settle = () => cache.invalidateQueries({ queryKey: RUNS });
  const order = useMutation({
    mutationFn: ({ id, what }: { id: number; what: Order }) => unwrap(ORDERS[what](id)),
    onError: (error, { what }) => toast.error(FAILED[what], describeError(error)),
    onSettled: settle,
  });
  const retry = useMutation({
    mutationFn: ({ id, ...body }: Schema<'RetryInput'> & { id: number }) =>
      unwrap(client.POST('/runs/{id}/retry', { params: { path: { id } }, body })),
    onError: (error) => toast.error('Nothing was asked again', describeError(error)),
    onSettled: settle,
  });
  return {
    give: (id: number, what: Order) => order.mutate({ id, what }),
    retry: (id: number, wish: Schema<'RetryInput'> = {}) => retry.mutate({ id, ...wish }),
    busy: order.isPending || retry.isPending,
  };
}

/** Stars or rejects an answer; the second press takes it back. */
export function useVerdict(run: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, verdict }: { id: number; verdict: Verdict }) =>
      unwrap(
        client.PUT('/runs/{id}/candidates/{candidate_id}', {
          params: { path: { id: run, candidate_id: id } },
          body: { verdict },
        }),
      ),
    onError: (error) => toast.error('The verdict was not kept', describeError(error)),
    onSettled: () => cache.invalidateQueries({ queryKey: RESULTS }),
  });
}

/** Adds every starred answer that the dataset does not have yet. */
export function useAddStarred(run: Run) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (dataset: number) => {
      const query = { verdict: 'starred' as const, newest: true, size: MOST };
      const params = { path: { id: run.id }, query };
      const { items } = await unwrap(client.GET('/runs/{id}/candidates', { params }));
      if (items.length === 0) return null;
      const { error, response } = await client.POST('/datasets/{id}/examples', {
        params: { path: { id: dataset } },
        body: items.map(exampleOf),
      });
      if (!response.ok) throw toApiError(response.status, error);
      return items.length - Number(response.headers.get('X-Already-There') ?? 0);
    },
    onSuccess: (count) => toast.success(wordsFor(count)),
    onError: (error) => toast.error('Nothing was added', describeError(error)),
    onSettled: () => {
      cache.invalidateQueries({ queryKey: RESULTS });
      cache.invalidateQueries({ queryKey: keys.datasets });
    },
  });
}

function wordsFor(added: number | null): string {
  if (added === null) return 'No answer is starred';
  if (added === 0) return 'Every starred answer is in this dataset already';
  return `Added ${formatAmount(added, 'example')}`;
}

function exampleOf(candidate: Candidate): Schema<'ExampleInput'> {
  const { messages, variation, slots, run_id, id } = candidate;
  const calls = candidate.edited_tool_calls ?? candidate.tool_calls;
  return {
    system_prompt: messages.find(({ role }) => role === 'system')?.content ?? '',
    variation_prompt: variation ?? '',
    slots,
    output: candidate.edited_output ?? candidate.output,
    tool_calls: calls.map(({ name, arguments: args }) => ({ name, arguments: args })),
    run_id,
    candidate_id: id,
  };
}

export const readRows = (body: Schema<'RowsInput'>) => unwrap(client.POST('/runs/rows', { body }));
export const startRun = (body: Schema<'RunInput'>) => unwrap(client.POST('/runs', { body }));

/** What a run would come to; nothing is asked before the wish is complete. */
export function useEstimate(wish: Schema<'RunInput'> | null) {
  return useQuery({
    queryKey: ['run-estimate', wish],
    enabled: wish !== null,
    queryFn: () => unwrap(client.POST('/runs/estimate', { body: wish as Schema<'RunInput'> })),
    placeholderData: keepPreviousData,
    retry: false,
  });
}
