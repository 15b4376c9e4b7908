import { Wrench } from 'lucide-react';
import type { Schema } from '../../api/schema';
import type { ExampleChange } from './changes';
import { EditableText } from './EditableText';
import type { Example } from './queries';
import { ToolCalls } from './ToolCalls';

type Message = Schema<'Message'>;

interface Props {
  example: Example;
  change: ExampleChange | undefined;
  onEdit: (fields: ExampleChange) => void;
}

/** The conversation. Its first question and its last answer can be changed. */
export function ChatTab({ example, change, onEdit }: Props) {
  const { messages } = example;
  const question = messages.findIndex(({ role }) => role === 'user');
  const answer = messages.findLastIndex(({ role }) => role === 'assistant');
  return messages.map((message, index) => {
    const key = `${index}${message.role}`;
    if (index === question) {
      return (
        <EditableText
          key={key}
          label="User"
          editLabel="Edit the prompt"
          saved={example.variation_prompt}
          edited={change?.variation_prompt}
          onChange={(variation_prompt) => onEdit({ variation_prompt })}
          className="rounded-lg bg-sunken p-3 ring-1 ring-line"
        />
      );
    }
    if (index === answer) {
      return (
        <EditableText
          key={key}
          label="Assistant"
          editLabel="Edit the answer"
          saved={example.output}
          edited={change?.output}
          onChange={(output) => onEdit({ output })}
          className="rounded-lg p-3 ring-1 ring-line-strong"
        >
          <Reasoning text={message.reasoning} />
          <ToolCalls calls={example.tool_calls} />
        </EditableText>
      );
    }
    return <Turn key={key} message={message} />;
  });
}

const NAMES = { system: 'System', user: 'User', assistant: 'Assistant', tool: 'Result' };
const LOOKS = {
  system: 'text-ink-2',
  user: 'rounded-lg bg-sunken p-3 ring-1 ring-line',
  assistant: 'rounded-lg p-3 ring-1 ring-line',
  tool: 'rounded-lg bg-tool-soft p-3 font-mono text-[11.5px] leading-5 ring-1 ring-tool/20',
};

function Turn({ message }: { message: Message }) {
  const { role, content, tool_name, reasoning, tool_calls } = message;
  return (
    <section aria-label={NAMES[role]}>
      <p className="eyebrow mb-1.5 flex items-center gap-1.5">
        {role === 'tool' && <Wrench aria-hidden size={12} className="text-tool" />}
        {NAMES[role]}
        {tool_name && <span className="normal-case">of {tool_name}</span>}
      </p>
      <div className={LOOKS[role]}>
        <p className="wrap-anywhere whitespace-pre-wrap">{content}</p>
        <Reasoning text={reasoning} />
        <ToolCalls calls={tool_calls ?? []} />
      </div>
    </section>
  );
}

function Reasoning({ text }: { text: string | null | undefined }) {
  if (!text) return null;
  return (
    <details className="mt-3 text-xs text-ink-2">
      <summary className="cursor-pointer text-ink-3">Reasoning</summary>
      <p className="mt-1 wrap-anywhere whitespace-pre-wrap">{text}</p>
    </details>
  );
}
