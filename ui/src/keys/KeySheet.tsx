import { Dialog } from '../ui/Dialog';
import { Kbd } from '../ui/Kbd';
import { strokeSigns } from './format';
import { type KeyId, keyIds, registry } from './registry';

interface Props {
  open: boolean;
  onClose: () => void;
}

/** Every key by where it works: the sheet behind `?`. */
export function KeySheet({ open, onClose }: Props) {
  const categories = [...new Set(keyIds.map((id) => registry[id].category))];
  return (
    <Dialog open={open} onClose={onClose} title="Keys" width="wide">
      <section
        aria-label="All keys"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls and has nothing else to focus
        tabIndex={0}
        className="gap-8 outline-none sm:columns-2"
      >
        {categories.map((category) => (
          <section key={category} className="mb-5 break-inside-avoid">
            <h3 className="eyebrow mb-1.5">{category}</h3>
            <dl className="divide-y divide-line">
              {keyIds
                .filter((id) => registry[id].category === category)
                .map((id) => (
                  <KeyRow key={id} id={id} />
                ))}
            </dl>
          </section>
        ))}
      </section>
    </Dialog>
  );
}

function KeyRow({ id }: { id: KeyId }) {
  const { label, keys } = registry[id];
  const strokes = keys.length > 3 ? [keys[0], keys.at(-1)] : keys;
  return (
    <div className="flex items-center gap-3 py-1.5">
      <dt className="flex-1 text-sm text-ink-2">{label}</dt>
      <dd className="flex items-center gap-1.5 text-2xs text-ink-3">
        {strokes.map((stroke = '', index) => (
          <span key={stroke} className="flex items-center gap-1.5">
            {index > 0 && (keys.length > 3 ? '–' : 'or')}
            <Kbd keys={strokeSigns(stroke)} readable />
          </span>
        ))}
      </dd>
    </div>
  );
}
