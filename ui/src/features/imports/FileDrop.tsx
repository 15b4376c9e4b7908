import { FileUp } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { Button } from '../../ui/Button';
import { classes } from '../../ui/classes';

/** Takes a file that is chosen or dropped. */
export function FileDrop({ onChoose }: { onChoose: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const [file] = event.dataTransfer.files;
    if (file) onChoose(file);
  };
  return (
    <div className="grid flex-1 place-items-center p-4 md:p-6">
      <section
        aria-label="Choose a file"
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
        className={classes(
          'w-full max-w-140 rounded-xl border border-dashed px-6 py-12 text-center',
          isOver ? 'border-accent bg-accent-soft' : 'border-line-strong bg-surface',
        )}
      >
        <FileUp aria-hidden size={28} className="mx-auto text-ink-3" />
        <h2 className="mt-4 text-lg font-semibold tracking-[-0.01em]">Drop a file here</h2>
        <p className="mx-auto mt-1.5 max-w-100 text-sm text-ink-2">
          JSON Lines, JSON, CSV, TSV or Parquet, also in gzip or ZIP: chat messages, ShareGPT,
          Alpaca, preference pairs, chats of Open WebUI and ChatGPT, and more. You see what dsforge
          makes of it before anything is added.
        </p>
        <input
          ref={input}
          type="file"
          aria-label="File to import"
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) onChoose(file);
          }}
        />
        <Button variant="primary" className="mt-5" onClick={() => input.current?.click()}>
          Choose a file
        </Button>
      </section>
    </div>
  );
}
