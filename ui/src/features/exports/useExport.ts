import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { describeError } from '../../api/errors';
import {
  exportAddress,
  useExportCheck,
  useExportPreview,
  useExportTemplates,
} from '../../api/exports';
import { startDownload } from '../../lib/download';
import { toast } from '../../ui/toast';
import { choicesFor, type ExportChoices, openChoices } from './export-options';
import { type ExportedRows, isWhole, rowsQuery } from './exported-rows';

const PREVIEW_ROWS = 3;

/** An export in the making: its format, its choices, its first rows, and the download of it. */
export function useExport(dataset: number, fmt: string | undefined, chosenRows: ExportedRows) {
  const formats = useExportTemplates();
  const [choices, setChoices] = useState<ExportChoices>({});
  const asked = formats.data?.find(({ id }) => id === fmt);
  const format = asked ?? formats.data?.[0];
  const query = format
    ? {
        template_id: format.id,
        ...rowsQuery(chosenRows),
        ...choicesFor(choices, openChoices(format)),
      }
    : null;
  const preview = useExportPreview(dataset, query, PREVIEW_ROWS);
  const check = useExportCheck(dataset, query);
  const checked = check.isError || check.isPlaceholderData ? undefined : check.data;
  const rows = preview.isError ? null : (checked?.rows ?? null);
  const obstacle = obstacleOf({
    failed: check.isError || (preview.isError && checked?.blocked === false),
    rows,
    blocked: checked?.blocked ?? false,
    examples: checked?.examples ?? null,
    isWhole: isWhole(chosenRows),
  });

  const download = useMutation({
    mutationFn: (chosen: NonNullable<typeof query>) => exportAddress(dataset, chosen),
    onSuccess: (address) => startDownload(address),
    onError: (error) => toast.error('The download did not start.', describeError(error)),
  });

  return {
    formats,
    format,
    /** The format in the address, when there is no such format. */
    unknown: formats.data && fmt !== undefined && !asked ? fmt : null,
    choices,
    choose: (choice: ExportChoices) => setChoices((made) => ({ ...made, ...choice })),
    preview,
    check,
    /** What the check found, once it is of these choices. */
    checked,
    /** How many rows the file will have; null while that is not known. */
    rows,
    obstacle,
    isStarting: download.isPending,
    download: () => {
      if (query === null || !rows || obstacle !== null || download.isPending) return;
      download.mutate(query);
    },
  };
}

interface Situation {
  failed: boolean;
  rows: number | null;
  blocked: boolean;
  examples: number | null;
  isWhole: boolean;
}

/** Why there is nothing to download, or null. */
function obstacleOf({ failed, rows, blocked, examples, isWhole }: Situation): string | null {
  if (failed) return 'Nothing can be written yet, see above';
  if (blocked) return 'Decide first on what Preflight marks red';
  if (rows !== 0) return null;
  if (examples !== null && examples > 0) return 'No row is left for this format';
  return isWhole
    ? 'There are no examples in this dataset yet'
    : 'No example of this dataset is chosen';
}
