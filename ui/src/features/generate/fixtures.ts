import type { Schema } from '../../api/schema';
import type { Candidate, Run } from './audition';

/** Data for the tests of this feature: a clause of a lease, explained to a tenant. */

const AT = '2026-03-14T09:26:53Z';

export function templateOf(change: Partial<Schema<'Template'>> = {}): Schema<'Template'> {
  return {
    id: 1,
    name: 'Explain a clause',
    system_prompt: 'You explain contracts in plain words.',
    user_prompt: 'Explain to a tenant in {city}: {clause}',
    slots: ['clause', 'city'],
    slot_details: {
      clause: {
        description: 'As it stands in the contract.',
        default: null,
        samples: ['The deposit is two months’ rent.'],
      },
      city: { description: '', default: 'Lisbon', samples: ['Porto'] },
    },
    unused_slots: [],
    is_tool_calling_template: false,
    tool_definitions: [],
    tool_choice: 'auto',
    output_schema: null,
    archived: false,
    version: 3,
    created_at: AT,
    updated_at: AT,
    ...change,
  };
}

export function runOf(change: Partial<Run> = {}): Run {
  return {
    id: 7,
    status: 'running',
    template_id: 1,
    template_version: 3,
    template_name: 'Explain a clause',
    dataset_id: 2,
    model: 'gemma3:4b',
    models: ['gemma3:4b'],
    para_model: 'gemma3:4b',
    seed: 11,
    slots: { clause: 'The deposit is two months’ rent.', city: 'Lisbon' },
    rows: 1,
    count: 3,
    samples: 1,
    options: {},
    is_tool_calling: false,
    tool_choice: 'auto',
    items: { total: 3, waiting: 0, writing: 0, done: 3, failed: 0, stopped: 0 },
    lanes: [],
    failures: [],
    progress: {
      tokens: 120,
      worked_seconds: 6,
      tokens_per_second: null,
      seconds_left: null,
    },
    error: null,
    created_at: AT,
    finished_at: null,
    batch: null,
    ...change,
  };
}

/** A finished answer. Its number is its id; cards count from position 0. */
export function candidateOf(id: number, change: Partial<Candidate> = {}): Candidate {
  const variation = change.variation === undefined ? `Prompt ${id}` : change.variation;
  return {
    id,
    run_id: 7,
    position: id - 1,
    row: 0,
    slots: {},
    seed: 1,
    parent_id: null,
    state: 'done',
    variation,
    variation_index: id - 1,
    variation_distance: null,
    turns: [],
    messages: [
      { role: 'system', content: 'You explain contracts in plain words.' },
      { role: 'user', content: variation ?? '' },
    ],
    output: `Answer ${id}`,
    reasoning: null,
    tool_calls: [],
    raw_tool_text: null,
    finish_reason: 'stop',
    lints: [],
    verdict: 'none',
    reason: null,
    edited_output: null,
    edited_tool_calls: null,
    error: null,
    added_to: null,
    example_id: null,
    model: 'gemma3:4b',
    tokens: 40,
    tokens_per_second: 39.6,
    seconds: 2,
    provenance: {},
    created_at: AT,
    ...change,
  };
}

export const waiting = {
  state: 'waiting',
  output: '',
  tokens: null,
  tokens_per_second: null,
  seconds: null,
} as const;
export const writing = { ...waiting, state: 'writing' } as const;

export const timedOut = {
  state: 'failed',
  output: '',
  tokens: null,
  tokens_per_second: null,
  seconds: null,
  error: {
    kind: 'timed_out',
    message: 'gemma3:4b may still be loading into memory.',
    seconds: 30,
  },
} as const;
