import { Star } from 'lucide-react';
import { formatAgo, formatMoment } from '../../lib/times';
import { classes } from '../../ui/classes';
import { Field } from '../../ui/Field';
import { TextArea } from '../../ui/TextArea';
import type { ExampleChange } from './changes';
import type { Example } from './queries';
import { TagsField } from './TagsField';

interface Props {
  example: Example;
  change: ExampleChange | undefined;
  onEdit: (fields: ExampleChange) => void;
}

/** Where an example comes from, and what a person says about it. */
export function ExampleFacts({ example, change, onEdit }: Props) {
  const now = { ...example, ...change };
  return (
    <>
      <dl className="grid grid-cols-[88px_1fr] items-baseline gap-y-1.5 text-xs">
        <Fact name="Model">{example.model ?? 'written by hand'}</Fact>
        {example.template_name && (
          <Fact name="Template">
            {example.template_name} <span className="text-ink-3">v{example.template_version}</span>
          </Fact>
        )}
        <Fact name="Saved">
          <time dateTime={example.updated_at} title={formatMoment(example.updated_at)}>
            {formatAgo(example.updated_at)}
          </time>
        </Fact>
      </dl>
      <div className="space-y-3">
        <Rating value={now.rating ?? null} onChange={(rating) => onEdit({ rating })} />
        <TagsField tags={now.tags} onChange={(tags) => onEdit({ tags })} />
        <Field label="Note">
          {(control) => (
            <TextArea
              {...control}
              rows={2}
              value={now.note ?? ''}
              onChange={(event) => onEdit({ note: event.target.value || null })}
              className="text-sm"
            />
          )}
        </Field>
      </div>
    </>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </>
  );
}

const STARS = [1, 2, 3, 4, 5];

interface RatingProps {
  value: number | null;
  onChange: (value: number | null) => void;
}

/** One to five stars; pressing the last one again takes the rating away. */
function Rating({ value, onChange }: RatingProps) {
  return (
    <fieldset>
      <legend className="label">Rating</legend>
      <div className="-ml-1.5 flex">
        {STARS.map((stars) => {
          const isOn = value !== null && stars <= value;
          return (
            <button
              key={stars}
              type="button"
              aria-pressed={stars === value}
              aria-label={stars === 1 ? '1 star' : `${stars} stars`}
              onClick={() => onChange(stars === value ? null : stars)}
              className="icon-btn size-7"
            >
              <Star
                aria-hidden
                size={16}
                className={classes(isOn ? 'fill-star text-star' : 'text-ink-3')}
              />
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}
