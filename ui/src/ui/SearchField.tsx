import { Search } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classes } from './classes';
import { Input } from './Input';
import { Kbd } from './Kbd';

interface Props extends Omit<ComponentProps<'input'>, 'value' | 'onChange'> {
  /** Its name, read out; shown while it is empty unless there is a placeholder. */
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** The key that leads here; shown while the field is empty and elsewhere has the focus. */
  kbd?: readonly string[];
}

/** A field that narrows down what is shown. `className` places it. */
export function SearchField(props: Props) {
  const { label, value, onChange, kbd, placeholder = label, className, ...attributes } = props;
  return (
    <div className={classes('relative', className)}>
      <Search
        aria-hidden
        size={14}
        className="absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-3"
      />
      <Input
        {...attributes}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="peer h-8 pr-8 pl-8 text-sm [&::-webkit-search-cancel-button]:appearance-none"
      />
      {kbd && value === '' && (
        <span className="absolute top-1/2 right-2 -translate-y-1/2 peer-focus:hidden max-md:hidden">
          <Kbd keys={kbd} />
        </span>
      )}
    </div>
  );
}
