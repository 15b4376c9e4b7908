/** A sentence in which `backticks` mark code or what is to be typed. */
export function Prose({ text }: { text: string }) {
  return text.split('`').map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the same word may be marked twice
      <code key={index} className="rounded bg-sunken px-1 py-0.5 font-mono text-[0.93em] text-ink">
        {part}
      </code>
    ),
  );
}
