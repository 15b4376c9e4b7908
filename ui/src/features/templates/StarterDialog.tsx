import { Wrench } from 'lucide-react';
import { describeError } from '../../api/errors';
import { slotsIn } from '../../lib/slots';
import { Chip } from '../../ui/Chip';
import { Dialog } from '../../ui/Dialog';
import { ErrorNote } from '../../ui/ErrorNote';
import { useCreateTemplate } from './queries';
import { type Starter, starters } from './starters';

interface Props {
  onClose: () => void;
  onCreated: (id: number) => void;
}

/** Ready templates to start from. Choosing one makes a template of its own. */
export function StarterDialog({ onClose, onCreated }: Props) {
  return (
    <Dialog
      open
      onClose={onClose}
      width="wide"
      title="Start from a sample"
      description="You get a copy that you can change in every part."
    >
      <StarterGallery onCreated={onCreated} />
    </Dialog>
  );
}

export function StarterGallery({ onCreated }: Pick<Props, 'onCreated'>) {
  const create = useCreateTemplate();
  const choose = ({ template }: Starter) => {
    if (!create.isPending) create.mutate(template, { onSuccess: ({ id }) => onCreated(id) });
  };
  return (
    <>
      {create.error && (
        <ErrorNote title="The template was not made" detail={describeError(create.error)} />
      )}
      <ul className="grid gap-2.5 text-left sm:grid-cols-2">
        {starters.map((starter) => (
          <li key={starter.template.name}>
            <StarterCard starter={starter} onChoose={() => choose(starter)} />
          </li>
        ))}
      </ul>
    </>
  );
}

function StarterCard({ starter, onChoose }: { starter: Starter; onChoose: () => void }) {
  const { trade, purpose, template } = starter;
  const tools = template.tool_definitions?.length ?? 0;
  return (
    <button
      type="button"
      onClick={onChoose}
      className="card flex h-full w-full flex-col items-start gap-1 p-3.5 text-left hover:border-line-strong"
    >
      <span className="eyebrow">{trade}</span>
      <span className="text-sm font-medium">{template.name}</span>
      <span className="text-xs text-ink-2">{purpose}</span>
      <span className="mt-auto flex flex-wrap gap-1 pt-2">
        {slotsIn(template.system_prompt ?? '', template.user_prompt).map((slot) => (
          <Chip key={slot} className="font-mono">
            {slot}
          </Chip>
        ))}
        {tools > 0 && (
          <Chip tone="tool" icon={Wrench}>
            {tools} tool
          </Chip>
        )}
        {template.output_schema != null && <Chip tone="info">JSON answers</Chip>}
      </span>
    </button>
  );
}
