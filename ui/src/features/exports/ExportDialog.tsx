import { useMutation } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../../api/errors';
import {
  type ExportQuery,
  exportAddress,
  useExportPreview,
  useExportTemplates,
} from '../../api/exports';
import { useKeys } from '../../keys/useKeys';
import { ErrorNote } from '../../ui/ErrorNote';
import { Select } from '../../ui/Select';
import { toast } from '../../ui/toast';
import { DownloadBar } from './DownloadBar';
import { ExportOptions } from './ExportOptions';
import { ExportPreview } from './ExportPreview';
import { choicesFor, type ExportChoices, openChoices } from './export-options';
import { type Format, FormatList } from './FormatList';

const PREVIEW_ROWS = 3;

interface Props {
  dataset: number;
  /** The format in the address. */
  fmt: string | undefined;
  /** The chosen examples in the address, separated by commas. */
  ids: string | undefined;
  onFormat: (id: string) => void;
  onTakeAll: () => void;
}

/** Chooses a format, shows what will be written, and downloads it. */
export function ExportDialog({ dataset, fmt, ids, onFormat, onTakeAll }: Props) {
  const formats = useExportTemplates();
  const [choices, setChoices] = useState<ExportChoices>({});
  const asked = formats.data?.find(({ id }) => id === fmt);
  const format = asked ?? formats.data?.[0];
  const query = format ? queryOf(format, ids, choices) : null;
  const preview = useExportPreview(dataset, query, PREVIEW_ROWS);
  const isStale = preview.isPlaceholderData;
  const rows = preview.isError || isStale ? null : (preview.data?.total ?? null);
  const obstacle = obstacleOf(preview.isError, rows, ids);

  const download = useMutation({
    mutationFn: (chosen: ExportQuery) => exportAddress(dataset, chosen),
    onSuccess: startDownload,
    onError: (error) => toast.error('The download did not start.', describeError(error)),
  });
  const start = () => {
    if (query !== null && rows !== null && obstacle === null && !download.isPending) {
      download.mutate(query);
    }
  };
  useKeys({ 'export.download': start });

  if (formats.isError) {
    return (
      <div className="p-4 md:p-6">
        <ErrorNote
          title="The formats could not be fetched"
          detail={describeError(formats.error)}
          onRetry={() => void formats.refetch()}
        />
      </div>
    );
  }
  return (
    <div className="flex min-h-0 flex-1">
      <FormatList formats={formats.data} current={format?.id ?? null} onChoose={onFormat} />
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="flex min-h-0 flex-1 flex-col overflow-y-auto lg:flex-row lg:overflow-hidden">
          <div className="max-lg:contents lg:flex lg:min-h-0 lg:min-w-0 lg:flex-1 lg:flex-col lg:gap-4 lg:p-6 lg:pt-5">
            <div className="space-y-3 max-lg:order-1 max-lg:p-4">
              <FormatPicker formats={formats.data} current={format} onChoose={onFormat} />
              {format && <About format={format} />}
              {formats.data && fmt !== undefined && !asked && (
                <p role="status" className="rounded-md bg-star-soft px-2.5 py-1.5 text-xs">
                  There is no format “{fmt}”. {format?.name} is shown instead.
                </p>
              )}
            </div>
            <ExportPreview
              dataset={dataset}
              preview={preview.data}
              error={preview.error}
              isStale={isStale}
              onRetry={() => void preview.refetch()}
            />
          </div>
          {format && (
            <ExportOptions
              open={openChoices(format)}
              choices={choices}
              chosen={ids === undefined ? null : ids.split(',').length}
              total={rows}
              onChoose={(choice) => setChoices((made) => ({ ...made, ...choice }))}
              onTakeAll={onTakeAll}
            />
          )}
        </div>
        <DownloadBar
          dataset={dataset}
          fileName={preview.isError ? null : (preview.data?.file_name ?? null)}
          rows={rows}
          obstacle={obstacle}
          busy={download.isPending}
          onDownload={start}
        />
      </div>
    </div>
  );
}

function queryOf(format: Format, ids: string | undefined, choices: ExportChoices): ExportQuery {
  return {
    template_id: format.id,
    ...(ids !== undefined && { ids }),
    ...choicesFor(choices, openChoices(format)),
  };
}

function obstacleOf(failed: boolean, rows: number | null, ids: string | undefined): string | null {
  if (failed) return 'Nothing can be written yet, see above';
  if (rows !== 0) return null;
  return ids === undefined
    ? 'There are no examples in this dataset yet'
    : 'The chosen examples are not in this dataset any more';
}

/** Lets the browser fetch and store the file; the server names it. */
function startDownload(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}

interface PickerProps {
  formats: readonly Format[] | undefined;
  current: Format | undefined;
  onChoose: (id: string) => void;
}

/** The list of formats where there is no room for it. */
function FormatPicker({ formats, current, onChoose }: PickerProps) {
  return (
    <div className="lg:hidden">
      <Select
        aria-label="Format"
        value={current?.id ?? null}
        onChange={onChoose}
        options={(formats ?? []).map(({ id, name, category }) => ({
          value: id,
          label: name,
          hint: category,
        }))}
      />
    </div>
  );
}

function About({ format }: { format: Format }) {
  return (
    <div>
      <div className="flex flex-wrap items-baseline gap-x-2.5 max-lg:hidden">
        <h2 className="text-lg font-semibold tracking-[-0.01em]">{format.name}</h2>
        <code className="font-mono text-[11.5px] text-ink-3">{format.id}</code>
      </div>
      <p className="mt-1 max-w-160 text-sm text-ink-2">{format.description}</p>
      {format.warning && (
        <p className="mt-2.5 flex w-fit max-w-160 gap-1.5 rounded-md bg-star-soft px-2 py-1 text-xs">
          <TriangleAlert aria-hidden size={14} className="mt-0.5 shrink-0 text-star" />
          <span>{format.warning}</span>
        </p>
      )}
    </div>
  );
}
