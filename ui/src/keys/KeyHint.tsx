import { Kbd } from '../ui/Kbd';
import { keySigns } from './format';
import type { KeyId } from './registry';

/** The key caps of a key, as a hint. Screen readers get `aria-keyshortcuts` instead. */
export function KeyHint({ id }: { id: KeyId }) {
  return <Kbd keys={keySigns(id)} />;
}
