import { Check, Copy, Download, Printer } from 'lucide-react';
import { useState } from 'react';
import { writeClipboard } from '../lib/clipboard';
import { startDownload } from '../lib/download';
import { splitCode } from '../lib/recovery-code';
import { Button } from './Button';
import { PrintSheet } from './PrintSheet';

interface Props {
  username: string;
  code: string;
}

/** The code in its nine cells and the ways to take it along. */
export function RecoveryCodeCard({ username, code }: Props) {
  const [copy, setCopy] = useState<'idle' | 'done' | 'refused'>('idle');
  const copyCode = async () => setCopy((await writeClipboard(code)) ? 'done' : 'refused');
  return (
    <div className="card overflow-hidden">
      <CodeGrid code={code} />
      <div className="flex flex-wrap items-center gap-1 border-t border-line bg-sunken px-2 py-1.5">
        <Button variant="ghost" size="sm" className="text-xs" onClick={copyCode}>
          {copy === 'done' ? (
            <Check aria-hidden size={16} className="text-ok" />
          ) : (
            <Copy aria-hidden size={16} />
          )}
          <span aria-live="polite">{copy === 'done' ? 'Copied' : 'Copy'}</span>
        </Button>
        <Button
          variant="ghost"
          size="sm"
          icon={Download}
          className="text-xs"
          onClick={() => downloadCode(username, code)}
        >
          Download .txt
        </Button>
        <Button
          variant="ghost"
          size="sm"
          icon={Printer}
          className="text-xs"
          onClick={() => window.print()}
        >
          Print
        </Button>
        <span className="ml-auto hidden pr-2 text-2xs text-ink-3 sm:inline">
          no I, L, O or U in it
        </span>
      </div>
      {copy === 'refused' && (
        <p role="alert" className="border-t border-line px-3.5 py-2 text-xs text-bad">
          Your browser refuses to copy. Download the code, or write it down.
        </p>
      )}
      <PrintSheet username={username} code={code} />
    </div>
  );
}

function CodeGrid({ code }: { code: string }) {
  const { groups, check } = splitCode(code);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls, these are texts
    <div
      role="group"
      aria-label="Recovery code: eight groups of four, and two check characters"
      className="grid grid-cols-3 gap-px bg-line"
    >
      {groups.map((group, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the same group may occur twice
          key={index}
          className="flex h-14 items-center bg-surface pl-2.5 sm:pl-3.5"
        >
          <span aria-hidden className="w-4 text-2xs text-ink-3 sm:w-5">
            {index + 1}
          </span>
          <span className={CODE}>{group}</span>
        </div>
      ))}
      <div className="flex h-14 items-center gap-2.5 bg-surface pl-2.5 sm:pl-3.5">
        <span className={`${CODE} text-accent`}>{check}</span>
        <span className="text-2xs text-ink-3">check</span>
      </div>
    </div>
  );
}

const CODE = 'font-mono text-xl tracking-[0.06em] max-sm:text-lg';

function downloadCode(username: string, code: string): void {
  const text = `dsforge recovery code of ${username}\n\n${code}\n`;
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  startDownload(address, `dsforge-recovery-${username}.txt`);
  URL.revokeObjectURL(address);
}
