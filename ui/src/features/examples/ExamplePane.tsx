import { ChevronDown, ChevronUp, MessageSquarePlus, RotateCcw, Trash2, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { describeError } from '../../api/errors';
import { ariaKeys, keySigns } from '../../keys/format';
import { useKeys } from '../../keys/useKeys';
import { formatAmount } from '../../lib/numbers';
import { useMediaQuery } from '../../lib/useMediaQuery';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { ErrorNote } from '../../ui/ErrorNote';
import { IconButton } from '../../ui/IconButton';
import { Sheet } from '../../ui/Sheet';
import { Skeleton } from '../../ui/Skeleton';
import { Tabs } from '../../ui/Tabs';
import { dock } from '../../ui/toast';
import { ChatTab } from './ChatTab';
import type { ExampleChange } from './changes';
import { DiffTab } from './DiffTab';
import { ExampleFacts } from './ExampleFacts';
import { ExportedTab } from './ExportedTab';
import { JsonTab } from './JsonTab';
import { ModelViewTab } from './ModelViewTab';
import { type Example, useExample } from './queries';

export type PaneTab = 'chat' | 'diff' | 'json' | 'exported' | 'model';

interface Props {
  dataset: number;
  id: number;
  /** The row of the table, when it is one of those at hand. */
  listed: Example | undefined;
  tab: PaneTab;
  change: ExampleChange | undefined;
  isSaving: boolean;
  isStarting: boolean;
  onTab: (tab: PaneTab) => void;
  onEdit: (example: Example, fields: ExampleChange) => void;
  onSave: () => void;
  onDiscard: () => void;
  onRegenerate: () => void;
  onContinue: () => void;
  onDelete: () => void;
  /** To the row above or below; null at the end. */
  onPrevious: (() => void) | null;
  onNext: (() => void) | null;
  onClose: () => void;
}

/** Below this there is no room for it beside the table. */
const NARROW = '(max-width: 1023px)';

/** One example, beside the table; over it where there is no room. */
export function ExamplePane(props: Props) {
  const isNarrow = useMediaQuery(NARROW);
  const title = `Example ${props.id}`;
  if (isNarrow) {
    return (
      <Sheet title={title} onClose={props.onClose}>
        <Body {...props} modal />
      </Sheet>
    );
  }
  return (
    <aside
      aria-label={title}
      className="flex w-97 shrink-0 flex-col border-l border-line bg-surface"
    >
      <Body {...props} modal={false} />
    </aside>
  );
}

function Body(props: Props & { modal: boolean }) {
  const { dataset, id, listed, change, modal } = props;
  const { data: example, error, isError, refetch } = useExample(dataset, id, listed);
  useKeys({ 'app.save': () => (example && change ? props.onSave() : undefined) }, { modal });
  return (
    <>
      <Head {...props} />
      {isError && !example ? (
        <div className="p-4">
          <ErrorNote
            title="This example could not be fetched"
            detail={describeError(error)}
            onRetry={() => void refetch()}
          />
        </div>
      ) : example ? (
        <>
          <Views {...props} example={example} />
          <Foot {...props} />
        </>
      ) : (
        <div role="status" aria-label="Fetching the example" className="space-y-3 p-4">
          <Skeleton className="w-1/3" />
          <Skeleton className="h-16 w-full" />
          <Skeleton className="h-28 w-full" />
        </div>
      )}
    </>
  );
}

function Head({ id, change, onDelete, onPrevious, onNext, onClose }: Props) {
  const edits = Object.keys(change ?? {}).length;
  return (
    <div className="flex h-12 shrink-0 items-center gap-2 border-b border-line px-4">
      <h2 className="truncate text-sm font-semibold">Example {id}</h2>
      {edits > 0 && <Chip tone="info">{formatAmount(edits, 'unsaved edit')}</Chip>}
      <span className="-mr-2 ml-auto flex">
        <IconButton icon={Trash2} iconSize={15} label="Delete this example" onClick={onDelete} />
        <IconButton
          icon={ChevronUp}
          label="Previous example"
          disabled={onPrevious === null}
          onClick={() => onPrevious?.()}
        />
        <IconButton
          icon={ChevronDown}
          label="Next example"
          disabled={onNext === null}
          onClick={() => onNext?.()}
        />
        <IconButton icon={X} label="Close" kbd={keySigns('table.clear')} onClick={onClose} />
      </span>
    </div>
  );
}

function Views(props: Props & { example: Example }) {
  const { example, change, tab, onTab } = props;
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another example begins at its top
  useEffect(() => {
    if (box.current) box.current.scrollTop = 0;
  }, [example.id]);
  const edit = (fields: ExampleChange) => props.onEdit(example, fields);
  const chat = (
    <>
      <ChatTab key={example.id} example={example} change={change} onEdit={edit} />
      <ExampleFacts example={example} change={change} onEdit={edit} />
    </>
  );
  const output = change?.output ?? example.output;
  return (
    <div ref={box} className="min-h-0 flex-1 overflow-y-auto">
      <Tabs
        label="View"
        className="[&>[role=tablist]]:sticky [&>[role=tablist]]:top-0 [&>[role=tablist]]:z-10 [&>[role=tablist]]:bg-surface"
        value={tab}
        onChange={onTab}
        tabs={[
          { value: 'chat', label: 'Chat', content: <View>{chat}</View> },
          {
            value: 'diff',
            label: 'Diff',
            content: (
              <View>
                <DiffTab key={example.id} example={example} output={output} />
              </View>
            ),
          },
          {
            value: 'json',
            label: 'JSON',
            content: (
              <View>
                <JsonTab example={example} />
              </View>
            ),
          },
          {
            value: 'exported',
            label: 'As exported',
            content: (
              <View>
                <ExportedTab example={example} />
              </View>
            ),
          },
          {
            value: 'model',
            label: 'As the model sees it',
            content: (
              <View>
                <ModelViewTab example={example} />
              </View>
            ),
          },
        ]}
      />
    </div>
  );
}

function View({ children }: { children: React.ReactNode }) {
  return <div className="space-y-4 p-4 text-sm leading-[1.55]">{children}</div>;
}

function Foot(props: Props) {
  const { change, isSaving, isStarting, onSave, onDiscard, onRegenerate, onContinue } = props;
  return (
    <div ref={dock} className="flex shrink-0 items-center gap-2 border-t border-line p-3">
      {change && (
        <Button size="sm" variant="ghost" onClick={onDiscard}>
          Discard
        </Button>
      )}
      <Button size="sm" icon={RotateCcw} busy={isStarting} onClick={onRegenerate}>
        Regenerate
      </Button>
      <Button
        size="sm"
        icon={MessageSquarePlus}
        busy={isStarting}
        title="Go on with this conversation on a card, from any of its answers"
        onClick={onContinue}
      >
        Continue
      </Button>
      {change && (
        <Button
          size="sm"
          variant="primary"
          busy={isSaving}
          kbd={keySigns('app.save')}
          aria-keyshortcuts={ariaKeys('app.save')}
          onClick={onSave}
          className="ml-auto max-md:[&>kbd]:hidden"
        >
          Save edit
        </Button>
      )}
    </div>
  );
}
