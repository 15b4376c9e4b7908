import { Gauge, Sparkles, Wrench } from 'lucide-react';
import type { Schema } from '../../api/schema';
import { ariaKeys, keySigns } from '../../keys/format';
import { formatCount } from '../../lib/numbers';
import { Button } from '../../ui/Button';
import { dock } from '../../ui/toast';
import { type Problem, toolName, whereIs } from './problems';
import { SampleBar } from './SampleBar';
import { fillParts, roughTokens, type SlotValues } from './samples';
import { TrialAnswer } from './TrialAnswer';
import { allSlots, type TemplateDraft, usedSlots } from './template-draft';
import type { useSamples } from './useSamples';
import type { Trial } from './useTrial';

interface Props {
  draft: TemplateDraft;
  problems: readonly Problem[];
  model: Schema<'ModelDetails'> | null;
  isDirty: boolean;
  trial: Trial | null;
  onTry: (values: SlotValues) => void;
  onStop: () => void;
}

/** The prompt as it goes out, filled with samples, and one answer to it on request. */
export function PromptPreview(props: Props & { samples: ReturnType<typeof useSamples> }) {
  const { draft, samples, model, isDirty, trial, onTry, onStop } = props;
  const { values } = samples;
  const inPrompts = new Set(usedSlots(draft));
  const used = allSlots(draft).filter((slot) => inPrompts.has(slot));
  return (
    <>
      <SampleBar {...samples} />
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by Tab
        tabIndex={0}
        aria-label="Prompt with samples filled in"
        className="relative min-h-0 flex-1 space-y-4 overflow-y-auto p-4 text-sm leading-[1.55]"
      >
        {used.length > 0 && (
          <dl className="grid grid-cols-[minmax(4.5rem,auto)_1fr] gap-x-3 gap-y-1.5 border-b border-line pb-4 text-xs">
            {used.map((slot) => (
              <div key={slot} className="contents">
                <dt className="max-w-32 truncate font-mono text-accent">{slot}</dt>
                <dd className="line-clamp-4 text-ink-2">{values[slot]}</dd>
              </div>
            ))}
          </dl>
        )}
        <div>
          <h3 className="eyebrow mb-1.5">System</h3>
          {draft.system_prompt.trim() === '' ? (
            <p className="text-ink-3">None</p>
          ) : (
            <Filled prompt={draft.system_prompt} values={values} className="text-ink-2" />
          )}
        </div>
        <div>
          <h3 className="eyebrow mb-1.5">User</h3>
          <Filled
            prompt={draft.user_prompt}
            values={values}
            className="rounded-lg bg-sunken p-3 leading-[1.6] ring-1 ring-line"
          />
        </div>
        {draft.is_tool_calling_template && <ToolsOffered {...props} />}
        <TokenLine draft={draft} values={values} model={model} />
        {trial && <TrialAnswer trial={trial} onStop={onStop} />}
      </section>
      <div ref={dock} className="border-t border-line p-3">
        <Button
          className="w-full"
          icon={Sparkles}
          size="sm"
          kbd={keySigns('template.try')}
          aria-keyshortcuts={ariaKeys('template.try')}
          disabled={model === null}
          busy={trial?.state === 'starting' || trial?.state === 'writing'}
          onClick={() => onTry(values)}
        >
          <span className="min-w-0 truncate">{tryLabel(model, isDirty)}</span>
        </Button>
      </div>
    </>
  );
}

function tryLabel(model: Schema<'ModelDetails'> | null, isDirty: boolean): string {
  if (model === null) return 'No model to try it with';
  // A run takes the stored version: what is shown here has to be saved first.
  return isDirty ? `Save and try ${model.name}` : `Try it once with ${model.name}`;
}

interface FilledProps {
  prompt: string;
  values: SlotValues;
  className: string;
}

function Filled({ prompt, values, className }: FilledProps) {
  return (
    <p className={`wrap-anywhere whitespace-pre-wrap ${className}`}>
      {fillParts(prompt, values).map(({ at, text, slot }) =>
        slot === null ? (
          text
        ) : (
          <mark
            key={at}
            title={slot}
            className="rounded bg-accent-soft box-decoration-clone px-0.5 py-px text-ink"
          >
            {text}
          </mark>
        ),
      )}
    </p>
  );
}

function ToolsOffered({ draft, problems }: Pick<Props, 'draft' | 'problems'>) {
  return (
    <div>
      <h3 className="eyebrow mb-1.5">Tools offered</h3>
      <ul className="space-y-1.5">
        {draft.tools.map((text, index) => {
          const problem = problems.find(
            (one) => one.field === 'tool_definitions' && one.index === index,
          );
          return (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: while one is typed, two tools may share a name
              key={index}
              className={`flex items-center gap-2 rounded-lg px-3 py-2 ring-1 ${problem ? 'bg-bad-soft ring-bad/20' : 'bg-sunken ring-line'}`}
            >
              <Wrench
                aria-hidden
                size={14}
                className={`shrink-0 ${problem ? 'text-bad' : 'text-tool'}`}
              />
              <span className={`truncate font-mono text-xs ${problem ? 'text-bad' : 'text-tool'}`}>
                {toolName(text, index)}
              </span>
              {problem && (
                <span className="ml-auto shrink-0 text-xs text-ink-2">
                  not sent until {whereIs(problem, draft).split(', ')[1] ?? 'it'} is right
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function TokenLine({ draft, values, model }: TokenLineProps) {
  const prompt = [draft.system_prompt, draft.user_prompt]
    .flatMap((text) => fillParts(text, values))
    .map(({ text }) => text)
    .join('');
  const tools = draft.is_tool_calling_template ? draft.tools.join('') : '';
  const limit = model?.context_length;
  return (
    <p className="flex items-center gap-2 text-xs text-ink-3">
      <Gauge aria-hidden size={14} className="shrink-0" />≈{' '}
      {formatCount(roughTokens(prompt + tools))} tokens.
      {limit != null && ` ${model?.name} takes ${formatCount(limit)}.`}
    </p>
  );
}

interface TokenLineProps {
  draft: TemplateDraft;
  values: SlotValues;
  model: Schema<'ModelDetails'> | null;
}
