import type { ReactNode } from 'react';
import { formatAmount } from '../../lib/numbers';
import { Chip } from '../../ui/Chip';
import { Segmented } from '../../ui/Segmented';
import type { ExportChoices, OpenChoices, Reasoning, ToolArgs } from './export-options';

const REASONING: Record<Reasoning, string> = { drop: 'Drop', field: 'Field', think: '<think>' };
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
}

/** The choices that the format leaves open. */
export function ExportOptions({ open, choices, chosen, total, onChoose, onTakeAll }: Props) {
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
      <Row label="System">
        <Segmented
          label="System prompt"
          value={choices.system ?? 'keep'}
          onChange={(system) => onChoose({ system })}
          segments={[
            { value: 'keep', label: 'Keep' },
            { value: 'drop', label: 'Drop' },
          ]}
        />
      </Row>
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
    </section>
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
