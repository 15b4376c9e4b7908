import { useEffect, useMemo, useState } from 'react';
import { ApiError } from '../../api/errors';
import { localProblems, type Problem, placeError, type TemplateError, textOf } from './problems';
import { useTemplateCheck } from './queries';
import { fingerprint, type TemplateDraft } from './template-draft';

const SETTLE_MS = 300;

interface Checked {
  draft: TemplateDraft;
  errors: readonly TemplateError[];
}

/** What keeps the draft from being saved: at once what the page knows, soon what the server says. */
export function useProblems(draft: TemplateDraft) {
  const local = useMemo(() => localProblems(draft), [draft]);
  const settled = useSettled(draft);
  const isSound = local.length === 0;
  const { data } = useTemplateCheck(isSound ? settled : null);
  const [refused, setRefused] = useState<Checked | null>(null);
  // A refusal holds for what was sent; the next change leaves the word to the checks again.
  const isRefused = refused !== null && fingerprint(refused.draft) === fingerprint(draft);
  const checked = isRefused ? refused : data;

  const remote = useMemo(() => {
    // What was said of a text that has changed since waits for the next answer.
    const current = (checked?.errors ?? []).filter(
      ({ field, index }) =>
        checked &&
        textOf(checked.draft, field, index ?? null) === textOf(draft, field, index ?? null),
    );
    return current.map((error) => placeError(draft, error));
  }, [checked, draft]);

  const problems = isSound ? remote : local;
  return {
    problems,
    /** Takes in the refusal of a save; null when it names no field. */
    refuse: (error: unknown): Problem | null => {
      const named = error instanceof ApiError && error.status === 400 ? toError(error) : null;
      if (named === null) return null;
      setRefused({ draft, errors: [named] });
      return placeError(draft, named);
    },
  };
}

function toError(error: ApiError): TemplateError | null {
  const field = error.text('field');
  if (field === null) return null;
  return {
    field,
    index: error.number('index'),
    pointer: error.text('pointer'),
    message: error.detail,
  };
}

/** The value once it has stood still for a moment. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), SETTLE_MS);
    return () => window.clearTimeout(timer);
  }, [value]);
  return settled;
}
