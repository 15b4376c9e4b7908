import { client } from '../../api/client';
import { toApiError, unwrap } from '../../api/errors';
import type { Schema } from '../../api/schema';
import type { Candidate, Run } from './audition';
import type { Judgement } from './decisions';

/** A candidate by its address. */
export type CandidateRef = Pick<Candidate, 'id' | 'run_id'>;

const path = ({ id, run_id }: CandidateRef) => ({ path: { id: run_id, candidate_id: id } });

export function startRun(body: Schema<'RunInput'>): Promise<Run> {
  return unwrap(client.POST('/runs', { body }));
}

export function cancelRun(id: number): Promise<Run> {
  return unwrap(client.POST('/runs/{id}/cancel', { params: { path: { id } } }));
}

export function retryRun(id: number): Promise<Run> {
  return unwrap(client.POST('/runs/{id}/retry', { params: { path: { id } }, body: {} }));
}

/** What a run of the audition's size holds: a page takes all of it. */
export async function readCandidates(id: number): Promise<Candidate[]> {
  const params = { path: { id }, query: { size: 1000 } };
  return (await unwrap(client.GET('/runs/{id}/candidates', { params }))).items;
}

export function judge(candidate: CandidateRef, change: Partial<Judgement>): Promise<Candidate> {
  const params = path(candidate);
  return unwrap(client.PUT('/runs/{id}/candidates/{candidate_id}', { params, body: change }));
}

export function regenerate(
  candidate: CandidateRef,
  body: Schema<'RegenerateInput'>,
): Promise<Candidate> {
  const params = path(candidate);
  return unwrap(client.POST('/runs/{id}/candidates/{candidate_id}/regenerate', { params, body }));
}

export async function stopCandidate(candidate: CandidateRef): Promise<void> {
  await unwrap(
    client.POST('/runs/{id}/candidates/{candidate_id}/stop', { params: path(candidate) }),
  );
}

/** Adds all or none; the number of the change undoes it. */
export async function addExamples(
  dataset: number,
  body: Schema<'ExampleInput'>[],
): Promise<number | null> {
  const params = { path: { id: dataset } };
  const { error, response } = await client.POST('/datasets/{id}/examples', { params, body });
  if (!response.ok) throw toApiError(response.status, error);
  const change = Number(response.headers.get('X-Change-Id') ?? Number.NaN);
  return Number.isInteger(change) ? change : null;
}

export async function replaceExamples(
  dataset: number,
  replacements: Schema<'Replacement'>[],
): Promise<number | null> {
  const params = { path: { id: dataset } };
  const body: Schema<'BulkInput'> = { action: 'replace', replacements };
  const done = await unwrap(client.POST('/datasets/{id}/examples/bulk', { params, body }));
  return done.change_id ?? null;
}

export function undoChange(dataset: number, change_id: number): Promise<Schema<'UndoDone'>> {
  const params = { path: { id: dataset } };
  return unwrap(client.POST('/datasets/{id}/undo', { params, body: { change_id } }));
}
