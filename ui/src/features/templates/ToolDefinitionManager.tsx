import { Copy, Plus, Trash2, Wrench } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Editor } from '../../editor/Editor';
import { readJson } from '../../editor/json-source';
import { formatJson } from '../../lib/format-json';
import { classes } from '../../ui/classes';
import { IconButton } from '../../ui/IconButton';
import { Segmented } from '../../ui/Segmented';
import { Switch } from '../../ui/Switch';
import { toast } from '../../ui/toast';
import { type Problem, toolName } from './problems';
import { ToolChoiceField } from './ToolChoiceField';
import type { TemplateDraft } from './template-draft';
import { describeTool, freeName, newTool } from './tool-form';
import type { Change } from './useTemplateDraft';

const ToolForm = lazy(() => import('./ToolForm').then((module) => ({ default: module.ToolForm })));

interface Props {
  draft: TemplateDraft;
  onChange: (change: Change) => void;
  problems: readonly Problem[];
  /** What is wrong with whether they have to be called. */
  choiceError: string | null;
  /** A new object opens that tool as JSON and puts the caret there. */
  target: { index: number; at: number } | null;
}

type View = 'form' | 'json';

const VIEWS = [
  { value: 'form', label: 'Form' },
  { value: 'json', label: 'JSON' },
] as const;

/** Whether the model may call tools, and the tools: a tab each, as a form or as JSON. */
export function ToolDefinitionManager(props: Props) {
  const { draft, onChange, problems, choiceError, target } = props;
  const { tools, is_tool_calling_template: isOn } = draft;
  const [active, setActive] = useState(0);
  const [view, setShownAs] = useState<View>('json');
  const [caret, setCaret] = useState<{ at: number } | null>(null);
  useEffect(() => {
    if (target === null) return;
    setActive(target.index);
    setShownAs('json');
    setCaret({ at: target.at });
  }, [target]);
  const open = (index: number) => {
    setActive(index);
    setCaret(null);
  };
  const setView = (next: View) => {
    setShownAs(next);
    setCaret(null);
  };
  const setTools = (next: string[], index: number) => {
    onChange((now) => ({ ...now, tools: next }));
    open(index);
  };
  const shown = Math.min(active, tools.length - 1);
  const text = tools[shown];
  const names = tools.map(toolName);
  const setText = (next: string) =>
    onChange((now) => ({ ...now, tools: now.tools.with(shown, next) }));

  return (
    <section aria-label="Tools">
      <ToolSwitch isOn={isOn} onChange={onChange} />
      {(isOn || problems.length > 0) && (
        <div className="card mt-1 overflow-hidden rounded-lg">
          <div className="flex flex-wrap items-center gap-1 border-b border-line bg-sunken py-1 pr-1.5 pl-2">
            <ToolTabs
              names={names}
              active={shown}
              hasProblem={(index) => problems.some((problem) => problem.index === index)}
              onOpen={open}
              onAdd={() => setTools([...tools, newTool(names)], tools.length)}
            />
            {text !== undefined && (
              <span className="ml-auto flex items-center gap-1">
                <ToolActions tools={tools} names={names} at={shown} onTools={setTools} />
                <Segmented
                  label="Edit the tool as"
                  value={view}
                  segments={VIEWS}
                  onChange={setView}
                />
              </span>
            )}
          </div>
          {text === undefined && (
            <p className="px-3 py-4 text-sm text-ink-2">
              No tool yet. Add one, or switch tools off.
            </p>
          )}
          <Suspense fallback={<div className="h-40" />}>
            {text !== undefined && view === 'form' && <ToolForm text={text} onChange={setText} />}
          </Suspense>
          {text !== undefined && view === 'json' && (
            <ToolJson
              key={shown}
              name={names[shown] ?? ''}
              text={text}
              caret={caret}
              problems={problems.filter(({ index }) => index === shown)}
              onChange={setText}
            />
          )}
        </div>
      )}
      {isOn && tools.length > 0 && (
        <div className="mt-2.5">
          <ToolChoiceField
            tools={names}
            value={draft.tool_choice}
            error={choiceError}
            onChange={(tool_choice) => onChange((now) => ({ ...now, tool_choice }))}
          />
        </div>
      )}
    </section>
  );
}

interface SwitchProps {
  isOn: boolean;
  onChange: (change: Change) => void;
}

/** Switched on for the first time, it brings a first tool; switched off, the tools are kept. */
function ToolSwitch({ isOn, onChange }: SwitchProps) {
  return (
    <div className="flex items-center gap-3">
      <h2 className="text-xs font-medium text-ink-2">Tools</h2>
      <Switch
        checked={isOn}
        label="The model may call tools"
        onChange={(next) =>
          onChange((now) => ({
            ...now,
            is_tool_calling_template: next,
            tools: next && now.tools.length === 0 ? [newTool([])] : now.tools,
          }))
        }
      />
    </div>
  );
}

interface TabsProps {
  names: readonly string[];
  active: number;
  hasProblem: (index: number) => boolean;
  onOpen: (index: number) => void;
  onAdd: () => void;
}

function ToolTabs({ names, active, hasProblem, onOpen, onAdd }: TabsProps) {
  const tabs = names.map((name, index) => (
    <button
      // biome-ignore lint/suspicious/noArrayIndexKey: while one is typed, two tools may share a name
      key={index}
      type="button"
      aria-pressed={index === active}
      onClick={() => onOpen(index)}
      className={classes(
        'inline-flex h-7 max-w-48 items-center gap-1.5 rounded-md px-2 font-mono text-xs text-tool',
        index === active && 'bg-surface shadow-1 ring-1 ring-line dark:ring-line-strong',
      )}
    >
      <Wrench aria-hidden size={14} className="shrink-0" />
      <span className="truncate">{name}</span>
      {hasProblem(index) && (
        <span className="size-1.5 shrink-0 rounded-full bg-bad">
          <span className="sr-only">has an error</span>
        </span>
      )}
    </button>
  ));
  return (
    <>
      {tabs}
      <button
        type="button"
        aria-label="Add a tool"
        onClick={onAdd}
        className="inline-flex h-7 items-center gap-1 rounded-md px-1.5 text-xs text-ink-2 hover:bg-surface"
      >
        <Plus aria-hidden size={14} />
        Add
      </button>
    </>
  );
}

interface ActionsProps {
  tools: string[];
  names: readonly string[];
  at: number;
  onTools: (tools: string[], active: number) => void;
}

function ToolActions({ tools, names, at, onTools }: ActionsProps) {
  const text = tools[at] ?? '';
  const name = names[at] ?? '';
  const duplicate = () => {
    const { value, problem } = readJson(text);
    const named = describeTool(value, { name: freeName(name, new Set(names)) });
    onTools(tools.toSpliced(at + 1, 0, problem ? text : formatJson(named)), at + 1);
  };
  const remove = () => {
    onTools(tools.toSpliced(at, 1), Math.max(0, at - 1));
    toast.undo({ text: `Removed the tool ${name}.`, onUndo: () => onTools(tools, at) });
  };
  return (
    <>
      <IconButton icon={Copy} label={`Duplicate ${name}`} className="size-7" onClick={duplicate} />
      <IconButton icon={Trash2} label={`Remove ${name}`} className="size-7" onClick={remove} />
    </>
  );
}

interface JsonProps {
  name: string;
  text: string;
  caret: { at: number } | null;
  problems: readonly Problem[];
  onChange: (text: string) => void;
}

function ToolJson({ name, text, caret, problems, onChange }: JsonProps) {
  return (
    <Editor
      mode="json"
      label={`Definition of ${name} as JSON. Escape, then Tab leaves it.`}
      value={text}
      onChange={onChange}
      caret={caret}
      problems={problems.flatMap(({ place }) => place ?? [])}
      className="font-mono text-xs leading-[19px] -outline-offset-2"
    />
  );
}
