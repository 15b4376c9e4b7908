/** A sentence in which `backticks` mark code. */
export function Prose({ text }: { text: string }) {
  return text.split('`').map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the same word may be marked twice
      <code key={index} className="font-mono text-[0.92em]">
        {part}
      </code>
    ),
  );
}
