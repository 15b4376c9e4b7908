import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { describeError } from '../../api/errors';
import { useKeys } from '../../keys/useKeys';
import { ErrorNote } from '../../ui/ErrorNote';
import { Prose } from '../../ui/Prose';
import { Select } from '../../ui/Select';
import { DownloadBar } from './DownloadBar';
import { ExportOptions } from './ExportOptions';
import { ExportPreview } from './ExportPreview';
import { openChoices } from './export-options';
import type { ExportedRows } from './exported-rows';
import { type Format, FormatList } from './FormatList';
import { Preflight } from './Preflight';
import { RowChoice } from './RowChoice';
import { useExport } from './useExport';

interface Props {
  dataset: number;
  /** The format in the address. */
  fmt: string | undefined;
  /** Which examples, as the address has it. */
  rows: ExportedRows;
  /** How many examples the dataset has; null while that is not known. */
  count: number | null;
  onFormat: (id: string) => void;
  onRows: (rows: ExportedRows) => void;
}

/** Chooses a format, shows what will be written, and downloads it. */
export function ExportDialog({ dataset, fmt, rows, count, onFormat, onRows }: Props) {
  const { formats, format, preview, ...chosen } = useExport(dataset, fmt, rows);
  useKeys({ 'export.download': chosen.download });
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
              {format && <About dataset={dataset} format={format} unknown={chosen.unknown} />}
            </div>
            <ExportPreview
              dataset={dataset}
              preview={preview.data}
              error={preview.error}
              isStale={preview.isPlaceholderData}
              onRetry={() => void preview.refetch()}
            />
          </div>
          {format && (
            <ExportOptions
              open={openChoices(format)}
              choices={chosen.choices}
              lost={chosen.checked?.pairs ?? null}
              rows={
                <RowChoice
                  dataset={dataset}
                  rows={rows}
                  taken={chosen.checked?.examples ?? null}
                  count={count}
                  onRows={onRows}
                />
              }
              onChoose={chosen.choose}
            >
              <Preflight
                dataset={dataset}
                check={chosen.check.data}
                error={chosen.check.error}
                isStale={chosen.check.isPlaceholderData}
                exclude={chosen.choices.exclude ?? []}
                onExclude={(exclude) => chosen.choose({ exclude })}
                onRetry={() => void chosen.check.refetch()}
              />
            </ExportOptions>
          )}
        </div>
        <DownloadBar
          dataset={dataset}
          fileName={preview.isError ? null : (preview.data?.file_name ?? null)}
          rows={chosen.rows}
          obstacle={chosen.obstacle}
          busy={chosen.isStarting}
          onDownload={chosen.download}
        />
      </div>
    </div>
  );
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

interface AboutProps {
  dataset: number;
  format: Format;
  /** The format in the address, when there is none such. */
  unknown: string | null;
}

function About({ dataset, format, unknown }: AboutProps) {
  return (
    <div>
      {unknown !== null && (
        <p role="status" className="mb-2.5 text-sm">
          There is no format “{unknown}”. {format.name} is shown instead.
        </p>
      )}
      <div className="flex flex-wrap items-baseline gap-x-2.5 max-lg:hidden">
        <h2 className="text-lg font-semibold tracking-[-0.01em]">{format.name}</h2>
        <code className="font-mono text-[11.5px] text-ink-3">{format.id}</code>
        <Link
          to="/formats/$id"
          params={{ id: format.id }}
          search={{ dataset }}
          className="btn-quiet ml-auto h-8"
        >
          {format.built_in ? 'Duplicate and edit' : 'Edit'}
        </Link>
      </div>
      <p className="mt-1 max-w-160 text-sm text-ink-2">
        <Prose text={format.description} />
      </p>
      {format.warning && (
        <p className="mt-2.5 flex w-fit max-w-160 gap-1.5 rounded-md bg-star-soft px-2 py-1 text-xs">
          <TriangleAlert aria-hidden size={14} className="mt-0.5 shrink-0 text-star" />
          <span>
            <Prose text={format.warning} />
          </span>
        </p>
      )}
    </div>
  );
}
