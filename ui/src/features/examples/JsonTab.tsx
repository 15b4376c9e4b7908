import { CopyButton } from '../../ui/CopyButton';
import { JsonLine } from '../../ui/JsonLine';
import type { Example } from './queries';

/** Everything that is saved of an example, as the API hands it out. */
export function JsonTab({ example }: { example: Example }) {
  const text = JSON.stringify(example, null, 2);
  return (
    <>
      <div className="flex items-center justify-between">
        <p className="eyebrow">As saved</p>
        <CopyButton text={text} label="Copy" />
      </div>
      <JsonLine text={text} whole />
    </>
  );
}
