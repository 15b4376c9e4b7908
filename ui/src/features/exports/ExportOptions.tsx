import type { ReactNode } from 'react';
import { Field } from '../../ui/Field';
import { Input } from '../../ui/Input';
import { Segmented } from '../../ui/Segmented';
import { TextArea } from '../../ui/TextArea';
import {
  type ExportChoices,
  type OpenChoices,
  type Package,
  type Reasoning,
  type Split,
  type ToolArgs,
  USUAL_SEED,
} from './export-options';
import { FineOptions } from './FineOptions';
import { OptionRow } from './OptionRow';

const REASONING: Record<Reasoning, string> = { drop: 'Drop', field: 'Field', think: '<think>' };
const PACKAGES: Record<Package, string> = {
  jsonl: 'JSONL',
  zip: 'ZIP',
  csv: 'CSV',
  parquet: 'Parquet',
};
const SPLITS: Record<Split, string> = {
  none: 'None',
  '90,10': '2 files',
  '80,10,10': '3 files',
};
const TOOL_ARGS: Record<ToolArgs, string> = { object: 'Object', string: 'String' };

interface Props {
  open: OpenChoices;
  choices: ExportChoices;
  /** How many answers lost, by how; null while that is not known. */
  lost: Readonly<Record<string, number>> | null;
  /** Which examples are written. */
  rows: ReactNode;
  onChoose: (choice: ExportChoices) => void;
  /** What stands below the options. */
  children?: ReactNode;
}

/** The choices that the format leaves open. */
export function ExportOptions({ open, choices, lost, rows, onChoose, children }: Props) {
  const wanted = open.toolArgs;
  const isAgainst = wanted !== null && choices.tool_args != null && choices.tool_args !== wanted;
  return (
    <section
      aria-labelledby="options"
      className="w-full shrink-0 space-y-2 bg-surface p-4 max-lg:order-2 max-lg:border-y max-lg:border-line lg:w-87 lg:overflow-y-auto lg:border-l lg:border-line lg:py-5"
    >
      <h2 id="options" className="mb-1.5 text-sm font-semibold">
        Options
      </h2>
      <OptionRow label="Rows">{rows}</OptionRow>
      <SplitChoice choices={choices} onChoose={onChoose} />
      <OptionRow label="File">
        <Segmented
          label="Kind of file"
          value={choices.package ?? 'usual'}
          onChange={(kind) => onChoose({ package: kind === 'usual' ? undefined : kind })}
          segments={[
            { value: 'usual', label: 'Usual' },
            ...(['zip', 'csv', 'parquet'] as const).map((value) => ({
              value,
              label: PACKAGES[value],
            })),
          ]}
        />
      </OptionRow>
      <OptionRow label="System">
        <Segmented
          label="System prompt"
          value={choices.system ?? 'keep'}
          onChange={(system) => onChoose({ system })}
          segments={[
            { value: 'keep', label: 'Keep' },
            { value: 'drop', label: 'Drop' },
            { value: 'replace', label: 'Replace' },
          ]}
        />
      </OptionRow>
      {choices.system === 'replace' && (
        <Field label="The system prompt of every row" hideLabel>
          {(control) => (
            <TextArea
              {...control}
              rows={3}
              placeholder="The system prompt of every row"
              value={choices.system_prompt ?? ''}
              onChange={(event) => onChoose({ system_prompt: event.target.value })}
            />
          )}
        </Field>
      )}
      {open.reasoning.length > 0 && (
        <OptionRow label="Reasoning">
          <Segmented
            label="Reasoning"
            value={choices.reasoning ?? 'drop'}
            onChange={(reasoning) => onChoose({ reasoning })}
            segments={open.reasoning.map((value) => ({ value, label: REASONING[value] }))}
          />
        </OptionRow>
      )}
      {wanted !== null && (
        <OptionRow label="Arguments">
          <Segmented
            label="Tool arguments"
            value={choices.tool_args ?? wanted}
            onChange={(tool_args) => onChoose({ tool_args })}
            segments={(['object', 'string'] as const).map((value) => ({
              value,
              label: TOOL_ARGS[value],
            }))}
          />
        </OptionRow>
      )}
      {isAgainst && (
        <p role="status" className="rounded-md bg-star-soft px-2.5 py-1.5 text-xs">
          Readers of this format expect the arguments as{' '}
          {wanted === 'string' ? 'a string' : 'an object'}.
        </p>
      )}
      <FineOptions open={open} choices={choices} lost={lost} onChoose={onChoose} />
      {children}
    </section>
  );
}

interface SplitProps {
  choices: ExportChoices;
  onChoose: (choice: ExportChoices) => void;
}

/** How rows are divided. What was made from one prompt stays in one file, and so do near copies. */
function SplitChoice({ choices, onChoose }: SplitProps) {
  const split = choices.split ?? 'none';
  return (
    <>
      <OptionRow label="Split">
        <Segmented
          label="Split"
          value={split}
          onChange={(chosen) => onChoose({ split: chosen })}
          segments={(['none', '90,10', '80,10,10'] as const).map((value) => ({
            value,
            label: SPLITS[value],
          }))}
        />
      </OptionRow>
      {split !== 'none' && (
        <>
          <OptionRow label="Seed">
            <Input
              aria-label="Seed of the split"
              inputMode="numeric"
              className="w-20"
              value={choices.seed ?? USUAL_SEED}
              onChange={(event) => {
                const seed = Number(event.target.value);
                if (Number.isSafeInteger(seed) && seed >= 0) onChoose({ seed });
              }}
            />
          </OptionRow>
          <p className="text-xs text-ink-3">
            {split === '90,10' ? '90% train, 10% valid.' : '80% train, 10% valid, 10% test.'}{' '}
            Paraphrases and near copies stay in one file.
          </p>
        </>
      )}
    </>
  );
}
