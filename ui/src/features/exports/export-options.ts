import type { ExportQuery } from '../../api/exports';
import type { Schema } from '../../api/schema';

export type Reasoning = NonNullable<ExportQuery['reasoning']>;
export type ToolArgs = NonNullable<ExportQuery['tool_args']>;
export type Package = NonNullable<ExportQuery['package']>;
/** No split, two files or three. */
export type Split = 'none' | '90,10' | '80,10,10';

export const USUAL_SEED = 42;

/** How many tokens a row may have, about, before it counts as too long. */
export const USUAL_LENGTH = 4096;

/** How answers lose. */
export const LOST = ['rejected', 'original', 'outranked'] as const;
export type Lost = (typeof LOST)[number];

/** Megabytes of text that a Parquet file holds; 0 is one file for all. */
export const FILE_SIZES = [0, 128, 512] as const;

/** The choices made for an export; what is not chosen the format decides. */
export interface ExportChoices {
  system?: 'keep' | 'drop' | 'replace';
  /** What takes the place of system prompts. */
  system_prompt?: string;
  reasoning?: Reasoning;
  tool_args?: ToolArgs;
  split?: Split;
  seed?: number;
  package?: Package | undefined;
  /** Which answers that lost are compared; all when left out. */
  pairs?: readonly Lost[];
  bos?: boolean;
  max_tokens?: number;
  file_mib?: number | undefined;
  /** Rules by which rows are left out. */
  exclude?: readonly string[];
}

/** The choices a format leaves open. */
export interface OpenChoices {
  /** Where reasoning can go; empty when the format keeps it where it is. */
  reasoning: readonly Reasoning[];
  /** The form of arguments its reader wants; null when it writes no calls or only one form. */
  toolArgs: ToolArgs | null;
  /** Whether rows are made of answers that lost. */
  pairs: boolean;
  /** Whether texts can begin with a start token. */
  bos: boolean;
  /** The kind of file that is written when nothing else is said. */
  usualPackage: Package;
}

const PACKAGES = ['zip', 'csv', 'parquet'] as const;

type Described = Pick<Schema<'ExportTemplate'>, 'template' | 'unit' | 'file_name'>;

/**
 * Reads from the template of a format what it leaves open: only `chat(…)` writes calls and has a
 * member for reasoning, and its arguments say when it does not.
 */
export function openChoices({ template, unit, file_name }: Described): OpenChoices {
  const others: Pick<OpenChoices, 'pairs' | 'bos' | 'usualPackage'> = {
    pairs: unit === 'pair' || unit === 'candidate',
    bos: /\{[{%][^}]*\bbos\b/.test(template),
    usualPackage: PACKAGES.find((kind) => file_name.endsWith(`.${kind}`)) ?? 'jsonl',
  };
  const chat = /\bchat\(([^)]*)\)/.exec(template)?.[1];
  if (chat === undefined) {
    const isWritten = /\b(single_turn|exchanges)\(/.test(template);
    return { reasoning: isWritten ? ['drop', 'think'] : [], toolArgs: null, ...others };
  }
  const writesCalls = !/\btools\s*=\s*false/.test(chat) && !/\bfixed\s*=\s*true/.test(chat);
  return {
    reasoning: /\breasoning\s*=\s*false/.test(chat)
      ? ['drop', 'think']
      : ['drop', 'field', 'think'],
    toolArgs: !writesCalls ? null : /arguments\s*=\s*["']string/.test(chat) ? 'string' : 'object',
    ...others,
  };
}

/** The choices that mean something for a format; others made for the one before stay out. */
export function choicesFor(
  choices: ExportChoices,
  open: OpenChoices,
): Omit<ExportQuery, 'ids' | 'q' | 'filter'> {
  const { system, system_prompt = '', reasoning, tool_args, split, seed, exclude = [] } = choices;
  const { pairs = LOST, bos = true, max_tokens = USUAL_LENGTH, file_mib } = choices;
  const isParquet = (choices.package ?? open.usualPackage) === 'parquet';
  const isSplit = split !== undefined && split !== 'none';
  return {
    ...(system === 'drop' && { system }),
    ...(system === 'replace' && { system, system_prompt }),
    ...(isSplit && { split }),
    ...(isSplit && seed !== undefined && seed !== USUAL_SEED && { seed }),
    ...(choices.package && { package: choices.package }),
    ...(open.pairs && pairs.length < LOST.length && { pairs: pairs.join(',') }),
    ...(open.bos && !bos && { bos }),
    ...(max_tokens !== USUAL_LENGTH && { max_tokens }),
    ...(isParquet && file_mib && { file_mib }),
    ...(exclude.length > 0 && { exclude: exclude.join(',') }),
    ...(reasoning && reasoning !== 'drop' && open.reasoning.includes(reasoning) && { reasoning }),
    ...(tool_args && open.toolArgs !== null && tool_args !== open.toolArgs && { tool_args }),
  };
}
