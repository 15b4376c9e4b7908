import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { chooseModel } from '../../api/model-choice';
import type { Schema } from '../../api/schema';
import { AuditionDeck } from './AuditionDeck';
import { isWriting } from './audition';
import { cancelRun, startRun } from './calls';
import { starredIn } from './dataset-actions';
import type { Memory } from './memory';
import { needsMending } from './model-words';
import { SeedForm } from './SeedForm';
import { SessionTally } from './SessionTally';
import type { Seed } from './seed';
import { type Deck, useDeck } from './useDeck';
import type { ReadDraft } from './useKeptDraft';

const ModelBanner = lazy(() =>
  import('./ModelBanner').then((module) => ({ default: module.ModelBanner })),
);
const NewBatchDialog = lazy(() =>
  import('./NewBatchDialog').then((module) => ({ default: module.NewBatchDialog })),
);
const RecentDecisions = lazy(() =>
  import('./RecentDecisions').then((module) => ({ default: module.RecentDecisions })),
);

interface Props {
  dataset: number;
  template: Schema<'Template'>;
  templates: readonly Schema<'Template'>[];
  models: Schema<'Models'>;
  preferences: Schema<'Preferences'>;
  seed: ReadDraft<Seed>;
  memory: ReadDraft<Memory>;
  /** The run that the address asks for; without it the last one is shown. */
  run: number | null;
  onShowRun: (runId: number | null) => void;
}

/** The seed and the deck it fills. */
export function Workbench(props: Props) {
  const { dataset, template, models, preferences, run, onShowRun } = props;
  const { value: seed, change: changeSeed } = props.seed;
  const { value: memory, change: remember } = props.memory;
  const [waiting, setWaiting] = useState<Schema<'RunInput'> | null>(null);
  const deck = useDeck({
    dataset,
    runId: run ?? memory.run_id,
    memory,
    remember,
    openRun: onShowRun,
  });
  const choice = chooseModel(models, seed.model, preferences.default_gen_model ?? null);

  const start = useNewBatch(deck, remember, onShowRun);
  const generate = (input: Schema<'RunInput'>) => {
    const whole = { ...input, dataset_id: dataset };
    if (starredIn(deck.inDeck).length > 0 || isWriting(deck.audition)) setWaiting(whole);
    else start.mutate(whole);
  };
  const editSeed = (change: Partial<Seed>) => changeSeed((before) => ({ ...before, ...change }));
  const leaveRun = () => {
    remember((before) => ({ ...before, run_id: null }));
    onShowRun(null);
  };

  return (
    <>
      <Suspense>
        {needsMending(models) && (
          <ModelBanner models={models} choice={choice} onChoose={(model) => editSeed({ model })} />
        )}
      </Suspense>
      <div className="flex flex-1 flex-col lg:min-h-0 lg:flex-row lg:overflow-hidden">
        <SeedForm
          seed={seed}
          draft={props.seed.state}
          templates={props.templates}
          template={template}
          models={models}
          choice={choice}
          busy={start.isPending}
          error={start.error}
          onChange={editSeed}
          onGenerate={generate}
        >
          <SessionTally tally={deck.tally} />
        </SeedForm>
        <AuditionDeck dataset={dataset} deck={deck} edits={memory.edits} onLeaveRun={leaveRun}>
          <Suspense>
            <RecentDecisions
              dataset={dataset}
              decisions={memory.decisions}
              deck={deck}
              onOpenRun={onShowRun}
            />
          </Suspense>
        </AuditionDeck>
      </div>
      <Suspense>
        {waiting !== null && (
          <NewBatchDialog
            deck={deck}
            onClose={() => setWaiting(null)}
            onConfirm={() => {
              if (waiting) start.mutate(waiting);
              setWaiting(null);
            }}
          />
        )}
      </Suspense>
    </>
  );
}

/** Starts a batch and puts it on the table. */
function useNewBatch(
  deck: Deck,
  remember: ReadDraft<Memory>['change'],
  onShowRun: Props['onShowRun'],
) {
  const arriving = useRef<number | null>(null);
  const start = useMutation({
    mutationFn: async (input: Schema<'RunInput'>) => {
      // Nobody sees the old batch any more: what it still writes would be wasted.
      if (isWriting(deck.audition) && deck.audition.runId !== null)
        await cancelRun(deck.audition.runId);
      return startRun(input);
    },
    onSuccess: ({ id }) => {
      remember((before) => ({ ...before, run_id: id, edits: {} }));
      onShowRun(null);
      arriving.current = id;
    },
  });
  // The hand goes from the seed to the first card as soon as it is there, so that keys work.
  const first = deck.cards[0]?.position;
  const { moveTo } = deck.view;
  const { runId } = deck.audition;
  useEffect(() => {
    if (first === undefined || runId === null || arriving.current !== runId) return;
    arriving.current = null;
    moveTo(first);
  }, [first, runId, moveTo]);
  return start;
}
