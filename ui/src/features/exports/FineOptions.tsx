import { formatCount } from '../../lib/numbers';
import { Checkbox } from '../../ui/Checkbox';
import { Input } from '../../ui/Input';
import { Segmented } from '../../ui/Segmented';
import { Switch } from '../../ui/Switch';
import {
  type ExportChoices,
  FILE_SIZES,
  LOST,
  type Lost,
  type OpenChoices,
  USUAL_LENGTH,
} from './export-options';
import { OptionRow } from './OptionRow';

const WORDS: Record<Lost, string> = {
  rejected: 'Rejected',
  original: 'Before your edit',
  outranked: 'Not chosen',
};

interface Props {
  open: OpenChoices;
  choices: ExportChoices;
  /** How many answers lost, by how; null while that is not known. */
  lost: Readonly<Record<string, number>> | null;
  onChoose: (choice: ExportChoices) => void;
}

/** Choices that only some formats leave open, and how long a row may be. */
export function FineOptions({ open, choices, lost, onChoose }: Props) {
  const taken = choices.pairs ?? LOST;
  const toggle = (kind: Lost, isIn: boolean) => {
    const pairs = LOST.filter((one) => (one === kind ? isIn : taken.includes(one)));
    // None would mean all.
    if (pairs.length > 0) onChoose({ pairs });
  };
  return (
    <>
      {open.pairs && (
        <fieldset className="flex gap-3 py-1">
          <legend className="float-left w-23 shrink-0 pt-1 text-xs text-ink-2">Against</legend>
          <ul className="space-y-1">
            {LOST.map((kind) => (
              <li key={kind} className="flex min-h-7 items-center gap-2">
                <Checkbox
                  label={WORDS[kind]}
                  checked={taken.includes(kind)}
                  onChange={(isIn) => toggle(kind, isIn)}
                />
                {lost && (
                  <span className="text-xs text-ink-3 tabular-nums">
                    {formatCount(lost[kind] ?? 0)}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </fieldset>
      )}
      {open.bos && (
        <Switch
          label="Begin texts with a start token"
          hint="Off where your tokenizer adds its own."
          checked={choices.bos ?? true}
          onChange={(bos) => onChoose({ bos })}
        />
      )}
      {(choices.package ?? open.usualPackage) === 'parquet' && (
        <OptionRow label="Files">
          <Segmented
            label="Size of a file"
            value={String(choices.file_mib ?? 0)}
            onChange={(size) => onChoose({ file_mib: Number(size) || undefined })}
            segments={FILE_SIZES.map((size) => ({
              value: String(size),
              label: size === 0 ? 'One' : `${size} MB`,
            }))}
          />
        </OptionRow>
      )}
      <OptionRow label="Longest row">
        <span className="flex items-center gap-2 text-xs text-ink-3">
          <Input
            aria-label="Tokens of the longest row"
            inputMode="numeric"
            className="w-20"
            value={choices.max_tokens ?? USUAL_LENGTH}
            onChange={(event) => {
              const tokens = Number(event.target.value);
              if (Number.isSafeInteger(tokens) && tokens >= 0) onChoose({ max_tokens: tokens });
            }}
          />
          tokens, about
        </span>
      </OptionRow>
    </>
  );
}
