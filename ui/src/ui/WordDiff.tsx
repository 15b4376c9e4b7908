import { Fragment, useMemo } from 'react';
import { wordDiff } from '../lib/word-diff';

/** A text with what was taken out struck through and what came in marked. */
export function WordDiff({ before, after }: { before: string; after: string }) {
  const parts = useMemo(() => wordDiff(before, after), [before, after]);
  let at = 0;
  return parts.map(({ kind, text }) => {
    const key = `${at}${kind}`;
    at += text.length;
    if (kind === 'same') return <span key={key}>{text}</span>;
    const look = kind === 'removed' ? 'bg-bad-soft text-bad' : 'bg-ok-soft text-ok no-underline';
    const Mark = kind === 'removed' ? 'del' : 'ins';
    // The space before the words is not what the eye is to find.
    const words = text.trimStart() || text;
    return (
      <Fragment key={key}>
        {text.slice(0, text.length - words.length)}
        <Mark className={`rounded box-decoration-clone px-0.5 ${look}`}>{words}</Mark>
      </Fragment>
    );
  });
}
