import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copy } from './copy';

const SAID_MS = 2000;

/** Copies a text and says so in place. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = window.setTimeout(() => setCopied(false), SAID_MS);
    return () => window.clearTimeout(timer);
  }, [copied]);
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      onClick={() => void copy(text).then(setCopied)}
      className="inline-flex items-center gap-1 rounded px-1 text-2xs text-ink-3 hover:text-ink"
    >
      <Icon aria-hidden size={12} />
      <span aria-live="polite">{copied ? 'Copied' : label}</span>
    </button>
  );
}
