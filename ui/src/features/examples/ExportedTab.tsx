import { useState } from 'react';
import { describeError } from '../../api/errors';
import { useExportPreview, useExportTemplates } from '../../api/exports';
import { CopyButton } from '../../ui/CopyButton';
import { ErrorNote } from '../../ui/ErrorNote';
import { JsonLine } from '../../ui/JsonLine';
import { Select } from '../../ui/Select';
import { Skeleton } from '../../ui/Skeleton';
import type { Example } from './queries';

/** The line a file of some format would have for an example. */
export function ExportedTab({ example }: { example: Example }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const formats = useExportTemplates();
  const format = chosen ?? formats.data?.[0]?.id ?? null;
  const preview = useExportPreview(
    example.dataset_id,
    format === null ? null : { template_id: format, ids: String(example.id) },
    1,
  );
  const failed = formats.isError ? formats : preview.isError ? preview : null;
  const line = preview.data?.lines[0];
  const isOfThis = line?.example_id === example.id;
  return (
    <>
      <Select
        aria-label="Format"
        value={format}
        onChange={setChosen}
        options={(formats.data ?? []).map(({ id, name, category }) => ({
          value: id,
          label: name,
          hint: category,
        }))}
        className="text-sm"
      />
      {failed ? (
        <ErrorNote
          title="This example does not fit the format"
          detail={describeError(failed.error)}
          onRetry={() => void failed.refetch()}
        />
      ) : line && isOfThis ? (
        <div className="rounded-lg p-3 ring-1 ring-line">
          <JsonLine key={line.text} text={line.text} />
          <p className="mt-2 text-right">
            <CopyButton text={line.text} label="Copy line" />
          </p>
        </div>
      ) : (
        <Skeleton className="h-24 w-full" />
      )}
    </>
  );
}
