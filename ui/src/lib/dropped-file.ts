/** A file on its way from the page on which it was dropped to the one that imports it. */
let dropped: File | null = null;

export function handOver(file: File): void {
  dropped = file;
}

/** The file, until somebody has taken it. */
export function handedOver(): File | null {
  return dropped;
}

export function taken(): void {
  dropped = null;
}
