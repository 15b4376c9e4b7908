import { Wrench } from 'lucide-react';
import type { Schema } from '../../api/schema';
import { toolChoices } from '../../lib/tool-choice';
import { Field } from '../../ui/Field';
import { Select } from '../../ui/Select';
import { toolChoiceOf, toolsOf } from './seed';

interface Props {
  template: Schema<'Template'>;
  choice: string | null;
  onChange: (choice: string) => void;
}

/** The tools of the template, and whether answers have to call one. */
export function ToolField({ template, choice, onChange }: Props) {
  const tools = toolsOf(template);
  if (tools.length === 0) return null;
  return (
    <>
      <p className="mt-1.5 flex items-start gap-1.5 text-xs text-ink-3">
        <Wrench aria-hidden size={12} className="mt-[3px] shrink-0 text-tool" />
        <span>
          Calls tools:{' '}
          <code className="font-mono text-2xs break-words text-ink-2">{tools.join(', ')}</code>
        </span>
      </p>
      <div className="mt-3">
        <Field label="Calls">
          {(control) => (
            <Select
              {...control}
              value={toolChoiceOf(template, choice)}
              options={toolChoices(tools)}
              onChange={onChange}
            />
          )}
        </Field>
      </div>
    </>
  );
}
