import type { ReactNode } from 'react';
import { formatAmount } from '../../lib/numbers';
import { Chip } from '../../ui/Chip';
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
  /** How many examples were chosen; null means all. */
  chosen: number | null;
  /** How many there are, once that is known. */
  total: number | null;
  onChoose: (choice: ExportChoices) => void;
  onTakeAll: () => void;
  /** What stands below the options. */
  children?: ReactNode;
}

/** The choices that the format leaves open. */
export function ExportOptions({
  open,
  choices,
  chosen,
  total,
  onChoose,
  onTakeAll,
  children,
}: Props) {
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
      <Row label="Rows">
        {chosen === null ? (
          <span className="text-sm">{describeAll(total)}</span>
        ) : (
          <Chip tone="accent" removeLabel="the choice of examples" onRemove={onTakeAll}>
            {formatAmount(chosen, 'chosen example')}
          </Chip>
        )}
      </Row>
      <SplitChoice choices={choices} onChoose={onChoose} />
      <Row label="File">
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
      </Row>
      <Row label="System">
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
      </Row>
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
        <Row label="Reasoning">
          <Segmented
            label="Reasoning"
            value={choices.reasoning ?? 'drop'}
            onChange={(reasoning) => onChoose({ reasoning })}
            segments={open.reasoning.map((value) => ({ value, label: REASONING[value] }))}
          />
        </Row>
      )}
      {wanted !== null && (
        <Row label="Arguments">
          <Segmented
            label="Tool arguments"
            value={choices.tool_args ?? wanted}
            onChange={(tool_args) => onChoose({ tool_args })}
            segments={(['object', 'string'] as const).map((value) => ({
              value,
              label: TOOL_ARGS[value],
            }))}
          />
        </Row>
      )}
      {isAgainst && (
        <p role="status" className="rounded-md bg-star-soft px-2.5 py-1.5 text-xs">
          Readers of this format expect the arguments as{' '}
          {wanted === 'string' ? 'a string' : 'an object'}.
        </p>
      )}
      {children}
    </section>
  );
}

interface SplitProps {
  choices: ExportChoices;
  onChoose: (choice: ExportChoices) => void;
}

/** How rows are divided. What was made from one prompt stays in one file. */
function SplitChoice({ choices, onChoose }: SplitProps) {
  const split = choices.split ?? 'none';
  return (
    <>
      <Row label="Split">
        <Segmented
          label="Split"
          value={split}
          onChange={(chosen) => onChoose({ split: chosen })}
          segments={(['none', '90,10', '80,10,10'] as const).map((value) => ({
            value,
            label: SPLITS[value],
          }))}
        />
      </Row>
      {split !== 'none' && (
        <>
          <Row label="Seed">
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
          </Row>
          <p className="text-xs text-ink-3">
            {split === '90,10' ? '90% train, 10% valid.' : '80% train, 10% valid, 10% test.'}{' '}
            Paraphrases stay in one file.
          </p>
        </>
      )}
    </>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-h-9 items-center gap-3">
      <span aria-hidden className="w-23 shrink-0 text-xs text-ink-2">
        {label}
      </span>
      <div className="min-w-0 flex-1 *:[[role]]:flex">{children}</div>
    </div>
  );
}

function describeAll(total: number | null): string {
  if (total === null) return 'All examples';
  return total < 2 ? formatAmount(total, 'example') : `All ${formatAmount(total, 'example')}`;
}
