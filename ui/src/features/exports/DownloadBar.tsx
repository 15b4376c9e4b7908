import { Link } from '@tanstack/react-router';
import { Download, Sparkles } from 'lucide-react';
import { ariaKeys, keySigns } from '../../keys/format';
import { formatAmount } from '../../lib/numbers';
import { Button } from '../../ui/Button';
import { dock } from '../../ui/toast';

interface Props {
  dataset: number;
  fileName: string | null;
  /** How many rows the file will have; null while that is not known. */
  rows: number | null;
  /** Why there is nothing to download, in a few words. */
  obstacle: string | null;
  busy: boolean;
  onDownload: () => void;
}

/** The name of the file and the button that fetches it; always in sight. */
export function DownloadBar({ dataset, fileName, rows, obstacle, busy, onDownload }: Props) {
  const isEmpty = rows === 0;
  return (
    <section
      ref={dock}
      aria-label="Download"
      className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-t border-line bg-surface px-4 py-3 md:px-6"
    >
      <p className="min-w-0 flex-1 truncate max-md:basis-full font-mono text-[12.5px] text-ink-2">
        <span className="sr-only">File name: </span>
        {fileName}
      </p>
      {obstacle && (
        <p id="download-obstacle" role="status" className="text-xs text-ink-2">
          {obstacle}
        </p>
      )}
      {isEmpty && (
        <Link to="/d/$dataset/generate" params={{ dataset }} className="btn-quiet max-md:w-full">
          <Sparkles aria-hidden size={16} />
          Generate
        </Link>
      )}
      <Button
        variant="primary"
        icon={Download}
        busy={busy}
        disabled={obstacle !== null || rows === null}
        aria-describedby={obstacle ? 'download-obstacle' : undefined}
        aria-keyshortcuts={ariaKeys('export.download')}
        kbd={keySigns('export.download')}
        onClick={onDownload}
        className="max-md:w-full max-md:[&>kbd]:hidden"
      >
        {rows === null || rows === 0 ? 'Download' : `Download ${formatAmount(rows, 'row')}`}
      </Button>
    </section>
  );
}
