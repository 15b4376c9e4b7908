import { useState } from 'react';
import { Chip } from '../../ui/Chip';
import { Field } from '../../ui/Field';
import { Input } from '../../ui/Input';

interface Props {
  tags: readonly string[];
  onChange: (tags: string[]) => void;
}

/** Tags as chips, and a field that adds one at Enter, at a comma and when it is left. */
export function TagsField({ tags, onChange }: Props) {
  const [typed, setTyped] = useState('');
  const add = () => {
    const tag = typed.trim();
    setTyped('');
    if (tag !== '' && !tags.includes(tag)) onChange([...tags, tag]);
  };
  return (
    <Field label="Tags">
      {(control) => (
        <>
          {tags.length > 0 && (
            <ul aria-label="Tags" className="mb-1.5 flex flex-wrap gap-1.5">
              {tags.map((tag) => (
                <li key={tag}>
                  <Chip
                    removeLabel={`tag ${tag}`}
                    onRemove={() => onChange(tags.filter((other) => other !== tag))}
                  >
                    {tag}
                  </Chip>
                </li>
              ))}
            </ul>
          )}
          <Input
            {...control}
            value={typed}
            placeholder="Add a tag"
            onChange={(event) => setTyped(event.target.value)}
            onBlur={add}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== ',') return;
              event.preventDefault();
              add();
            }}
            className="h-8 text-sm"
          />
        </>
      )}
    </Field>
  );
}
