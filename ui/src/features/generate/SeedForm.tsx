import { Link } from '@tanstack/react-router';
import { ListChecks, PencilRuler, Sparkles } from 'lucide-react';
import { lazy, type ReactNode, type RefObject, Suspense, useEffect, useRef, useState } from 'react';
import type { DraftState } from '../../api/drafts';
import { describeError } from '../../api/errors';
import type { ModelChoice } from '../../api/model-choice';
import type { Schema } from '../../api/schema';
import { ariaKeys, keySigns } from '../../keys/format';
import { useKeys } from '../../keys/useKeys';
import { Button } from '../../ui/Button';
import { ErrorNote } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { Select } from '../../ui/Select';
import { Stepper } from '../../ui/Stepper';
import { ModelField } from './ModelField';
import { SlotFields } from './SlotFields';
import { SystemPrompt } from './SystemPrompt';
import { BATCH, missingSlots, type Seed, type Slot, slotsOf, toolChoiceOf, toolsOf } from './seed';

const ToolField = lazy(() =>
  import('./ToolField').then((module) => ({ default: module.ToolField })),
);

interface Props {
  seed: Seed;
  draft: DraftState;
  templates: readonly Schema<'Template'>[];
  template: Schema<'Template'>;
  models: Schema<'Models'>;
  choice: ModelChoice | null;
  busy: boolean;
  error: unknown;
  onChange: (change: Partial<Seed>) => void;
  onGenerate: (input: Schema<'RunInput'>) => void;
  children: ReactNode;
}

/** What a batch grows from: a template, values for its slots, how many and by which model. */
export function SeedForm(props: Props) {
  const { seed, template, choice, busy, onChange } = props;
  const section = useRef<HTMLElement>(null);
  const slots = slotsOf(template, seed.values);
  const { generate, pressed } = useGenerate(props, slots, section);
  const missing = pressed ? missingSlots(slots) : [];

  return (
    <section
      ref={section}
      aria-labelledby="seed"
      className="w-full shrink-0 border-b border-line bg-canvas p-4 md:p-6 lg:w-[316px] lg:overflow-y-auto lg:border-r lg:border-b-0"
    >
      <div className="flex items-center justify-between">
        <h2 id="seed" className="text-sm font-semibold">
          Seed
        </h2>
        <span className="text-xs text-ink-3">{DRAFT_WORDS[props.draft]}</span>
      </div>
      <div className="mt-4 space-y-4">
        <TemplateField {...props} />
        <SlotFields
          slots={slots}
          missing={missing}
          onChange={(name, value) => onChange({ values: { ...seed.values, [name]: value } })}
        />
        <div className="grid grid-cols-2 gap-3">
          <Field label="Batch size">
            {(control) => (
              <Stepper
                {...control}
                value={seed.count}
                min={BATCH.min}
                max={BATCH.max}
                onChange={(count) => onChange({ count })}
              />
            )}
          </Field>
          <ModelField
            models={props.models}
            choice={choice}
            missing={pressed && choice === null}
            onChange={(model) => onChange({ model })}
          />
        </div>
        <SystemPrompt template={template} />
        <Button
          variant="primary"
          size="lg"
          icon={Sparkles}
          busy={busy}
          aria-keyshortcuts={ariaKeys('seed.generate')}
          kbd={keySigns('seed.generate')}
          onClick={generate}
          className="w-full [&>kbd]:ml-auto"
        >
          Generate {seed.count}
        </Button>
        <Link
          to="/runs/new"
          search={{ t: template.id }}
          className="flex items-center justify-center gap-1.5 text-sm text-ink-2 hover:text-ink"
        >
          <ListChecks aria-hidden size={14} />
          Run many rows
        </Link>
        {props.error != null && (
          <ErrorNote title="The batch was not started" detail={describeError(props.error)} />
        )}
      </div>
      {props.children}
    </section>
  );
}

/** Pressing Generate, by hand or by key: the first press that finds a gap leads to it. */
function useGenerate(props: Props, slots: Slot[], section: RefObject<HTMLElement | null>) {
  const { seed, template, choice, busy, onGenerate } = props;
  const [pressed, setPressed] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another template is a new form
  useEffect(() => setPressed(false), [template.id]);

  const generate = () => {
    if (busy) return;
    setPressed(true);
    const [first] = missingSlots(slots);
    if (first !== undefined) {
      section.current?.querySelector<HTMLElement>(`[data-slot="${CSS.escape(first)}"]`)?.focus();
      return;
    }
    if (choice === null) return;
    onGenerate({
      template_id: template.id,
      slots: Object.fromEntries(slots.map(({ name, value }) => [name, value])),
      count: seed.count,
      model: choice.model.name,
      ...(toolsOf(template).length > 0 && {
        tool_choice: toolChoiceOf(template, seed.calls),
      }),
    });
  };
  useKeys({
    // In a field elsewhere, such as the editor of an answer, the stroke means something else.
    'seed.generate': ({ target }) => {
      const elsewhere = target instanceof HTMLElement && target.closest('input, textarea') !== null;
      if (elsewhere && !section.current?.contains(target as Node)) return false;
      return generate();
    },
  });
  return { generate, pressed };
}

const DRAFT_WORDS: Record<DraftState, string> = {
  clean: '',
  pending: 'Saving draft…',
  kept: 'Draft saved',
  failed: 'Draft not saved',
};

function TemplateField({ seed, templates, template, onChange }: Props) {
  return (
    <div>
      <Field label="Template">
        {(control) => (
          <Select
            {...control}
            icon={PencilRuler}
            value={String(template.id)}
            options={templates.map(({ id, name }) => ({ value: String(id), label: name }))}
            onChange={(id) => onChange({ template_id: Number(id) })}
          />
        )}
      </Field>
      <Suspense>
        {toolsOf(template).length > 0 && (
          <ToolField
            template={template}
            choice={seed.calls}
            onChange={(calls) => onChange({ calls })}
          />
        )}
      </Suspense>
    </div>
  );
}
