import { useEffect } from 'react';
import { describeError } from '../../api/errors';
import type { ImportReport } from '../../api/imports';
import { taken } from '../../lib/dropped-file';
import { Button } from '../../ui/Button';
import { ErrorNote } from '../../ui/ErrorNote';
import { Skeleton } from '../../ui/Skeleton';
import { ColumnTable } from './ColumnTable';
import { FaultList } from './FaultList';
import { FileDrop } from './FileDrop';
import { FileFacts } from './FileFacts';
import { ImportBar } from './ImportBar';
import { RowPreview } from './RowPreview';
import { useImport } from './useImport';

interface Props {
  dataset: number;
  onDone: () => void;
}

/** Chooses a file, shows what dsforge makes of it, and imports it. */
export function ImportView({ dataset, onDone }: Props) {
  const importing = useImport(dataset, onDone);
  const { file, choose, look } = importing;
  useEffect(taken, []);
  if (file === null) return <FileDrop onChoose={choose} />;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto w-full max-w-240 space-y-5 p-4 md:p-6">
          {look.isError ? (
            <ErrorNote
              title={`${file.name} cannot be imported`}
              detail={describeError(look.error)}
              onRetry={() => void look.refetch()}
              actions={
                <Button size="sm" onClick={() => choose(null)}>
                  Choose another file
                </Button>
              }
            />
          ) : look.data ? (
            <Understood {...importing} file={file} report={look.data} />
          ) : (
            <Reading name={file.name} />
          )}
        </div>
      </div>
      {look.data && !look.isError && (
        <ImportBar
          report={look.data}
          choices={importing.choices}
          progress={importing.progress}
          isLooking={look.isFetching}
          onStart={importing.start}
          onCancel={importing.cancel}
          onChoose={() => choose(null)}
        />
      )}
    </div>
  );
}

type UnderstoodProps = Pick<ReturnType<typeof useImport>, 'choices' | 'change' | 'allFaults'> & {
  file: File;
  report: ImportReport;
};

function Understood({ file, report, choices, change, allFaults }: UnderstoodProps) {
  return (
    <>
      <FileFacts file={file} report={report} choices={choices} onChange={change} />
      <ColumnTable report={report} onMap={(mapping) => change({ mapping, format: 'columns' })} />
      <FaultList report={report} fileName={file.name} allFaults={allFaults} />
      <RowPreview rows={report.preview} />
    </>
  );
}

function Reading({ name }: { name: string }) {
  return (
    <div role="status" className="space-y-3">
      <p className="text-sm text-ink-2">Looking at {name}…</p>
      <Skeleton className="w-64" />
      <Skeleton className="w-full" />
      <Skeleton className="w-80" />
    </div>
  );
}
