import { writeClipboard } from '../lib/clipboard';
import { toast } from './toast';

/** Copies a text and says so; without words for it only a refusal is said. */
export async function copy(text: string, said?: string): Promise<boolean> {
  const isCopied = await writeClipboard(text);
  if (!isCopied) {
    toast.error(
      'It was not copied.',
      'The browser did not allow it. Select the text and copy it yourself.',
    );
  } else if (said) toast.success(said);
  return isCopied;
}
