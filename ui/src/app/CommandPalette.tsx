import { useNavigate } from '@tanstack/react-router';
import { Database, Keyboard, type LucideIcon, Moon, Plus, Sun, SunMoon } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { useDatasets, useTemplates } from '../api/queries';
import { keySigns } from '../keys/format';
import { setTheme } from '../lib/theme';
import { classes } from '../ui/classes';
import { Dialog } from '../ui/Dialog';
import { Kbd } from '../ui/Kbd';
import { datasetPages, plainPages } from './navigation';
import { paths } from './paths';
import { useDatasetId } from './useDatasetId';

interface Command {
  id: string;
  group: 'Go to' | 'Datasets' | 'Templates' | 'Page';
  label: string;
  icon: LucideIcon;
  kbd?: readonly string[];
  run: () => unknown;
}

interface Props {
  onClose: () => void;
  onKeys: () => void;
}

/** One field that finds pages, datasets, templates and commands by words of their names. */
export function CommandPalette({ onClose, onKeys }: Props) {
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const commands = useCommands(onKeys).filter(({ label, group }) => matches(words, group, label));
  const active = commands[Math.min(at, commands.length - 1)];

  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt((at + 1) % Math.max(commands.length, 1));
    else if (event.key === 'ArrowUp')
      setAt((at + commands.length - 1) % Math.max(commands.length, 1));
    else if (event.key === 'Enter') run(active);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog open onClose={onClose} title="Search or run a command" hideTitle>
      <input
        role="combobox"
        aria-label="Search or run a command"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={active && `${list}-${active.id}`}
        placeholder="Search or run a command"
        autoComplete="off"
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        className="sticky top-0 h-12 w-full border-b border-line bg-surface px-4 text-base outline-none placeholder:text-ink-3"
      />
      <div id={list} role="listbox" aria-label="Commands" className="p-1.5">
        {commands.map((command, index) => (
          <CommandRow
            key={command.id}
            id={`${list}-${command.id}`}
            command={command}
            isFirstOfGroup={commands[index - 1]?.group !== command.group}
            isActive={command === active}
            onPoint={() => setAt(index)}
            onRun={() => run(command)}
          />
        ))}
      </div>
      {commands.length === 0 && (
        <p className="px-4 pb-6 text-center text-sm text-ink-3">Nothing has these words.</p>
      )}
    </Dialog>
  );
}

interface RowProps {
  id: string;
  command: Command;
  isFirstOfGroup: boolean;
  isActive: boolean;
  onPoint: () => void;
  onRun: () => void;
}

function CommandRow({ id, command, isFirstOfGroup, isActive, onPoint, onRun }: RowProps) {
  const { icon: Icon, label, group, kbd } = command;
  return (
    <>
      {isFirstOfGroup && (
        <p role="presentation" className="eyebrow px-2.5 pt-2 pb-1">
          {group}
        </p>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above has the keys */}
      <div
        id={id}
        role="option"
        tabIndex={-1}
        aria-selected={isActive}
        ref={(row) => {
          if (isActive) row?.scrollIntoView({ block: 'nearest' });
        }}
        onPointerMove={onPoint}
        onClick={onRun}
        className={classes(
          'flex h-9 items-center gap-2.5 rounded-md px-2.5 text-sm',
          isActive && 'bg-sunken',
        )}
      >
        <Icon aria-hidden size={16} className="text-ink-3" />
        <span className="flex-1 truncate">{label}</span>
        {kbd && <Kbd keys={kbd} />}
      </div>
    </>
  );
}

function matches(words: string, ...texts: string[]): boolean {
  const text = texts.join(' ').toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function useCommands(onKeys: () => void): Command[] {
  const navigate = useNavigate();
  const { id: dataset } = useDatasetId();
  const datasets = useDatasets().data ?? [];
  const templates = useTemplates().data ?? [];
  const page = (label: string, icon: LucideIcon, run: () => unknown, id = label): Command => ({
    id: id.replace(/\s/g, '-'),
    group: 'Page',
    label,
    icon,
    run,
  });
  const ofDataset = Object.values(dataset === null ? {} : datasetPages).map(
    ({ label, icon, keyId, link }): Command => ({
      id: label,
      group: 'Go to',
      label,
      icon,
      kbd: keySigns(keyId),
      run: () => dataset !== null && navigate(link(dataset)),
    }),
  );
  const plain = Object.values(plainPages).map(
    ({ label, icon, keyId, link }): Command => ({
      id: label.replace(/\s/g, '-'),
      group: 'Go to',
      label,
      icon,
      kbd: keySigns(keyId),
      run: () => navigate(link),
    }),
  );
  return [
    ...ofDataset,
    ...plain,
    ...datasets.map(
      ({ id, name }): Command => ({
        id: `dataset-${id}`,
        group: 'Datasets',
        label: name,
        icon: Database,
        run: () => navigate(paths.generate(id)),
      }),
    ),
    ...templates.map(
      ({ id, name }): Command => ({
        id: `template-${id}`,
        group: 'Templates',
        label: name,
        icon: plainPages.templates.icon,
        run: () => navigate(paths.template(id)),
      }),
    ),
    page('New dataset', Plus, () => navigate(paths.datasets)),
    page('Light theme', Sun, () => setTheme('light')),
    page('Dark theme', Moon, () => setTheme('dark')),
    page('Theme of the system', SunMoon, () => setTheme('system')),
    { ...page('Show the keys', Keyboard, onKeys), kbd: keySigns('app.keys') },
  ];
}
