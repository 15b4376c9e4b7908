/** Copies a text; false when the browser refuses, and where it has no clipboard to offer. */
export async function writeClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
