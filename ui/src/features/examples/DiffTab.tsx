import { useState } from 'react';
import { Select } from '../../ui/Select';
import { WordDiff } from '../../ui/WordDiff';
import type { Example } from './queries';
import { ToolCalls } from './ToolCalls';

const KINDS = {
  original: 'Before it was edited',
  rejected: 'Rejected answer',
  outranked: 'Answer that was not chosen',
};

interface Props {
  example: Example;
  /** The answer as it stands, unsaved words included. */
  output: string;
}

/** The answer against those it won over. */
export function DiffTab({ example, output }: Props) {
  const [chosen, setChosen] = useState('0');
  const { alternatives } = example;
  const other = alternatives[Number(chosen)] ?? alternatives[0];
  if (other === undefined) {
    return (
      <p className="text-ink-2">
        There is nothing to compare with: this answer was kept as the model wrote it and no other
        one was rejected for it.
      </p>
    );
  }
  return (
    <>
      {alternatives.length > 1 ? (
        <Select
          aria-label="Compare with"
          value={chosen}
          onChange={setChosen}
          options={alternatives.map(({ kind }, index) => ({
            value: String(index),
            label: `${index + 1}. ${KINDS[kind]}`,
          }))}
          className="text-sm"
        />
      ) : (
        <p className="eyebrow">{KINDS[other.kind]}</p>
      )}
      {other.reason && <p className="text-ink-2">Rejected because: {other.reason}</p>}
      <div className="rounded-lg p-3 wrap-anywhere whitespace-pre-wrap ring-1 ring-line-strong">
        <WordDiff before={other.output} after={output} />
      </div>
      {other.tool_calls.length > 0 && (
        <div>
          <p className="eyebrow">Its tool calls</p>
          <ToolCalls calls={other.tool_calls} />
        </div>
      )}
    </>
  );
}
