const LEAST_BYTES = 8;
const MOST_BYTES = 1024;

export interface PasswordMeasure {
  /** 0 for nothing typed, 4 for strong. */
  level: 0 | 1 | 2 | 3 | 4;
  /** Why the server would refuse it, with what to do; null when it would not. */
  problem: string | null;
}

/**
 * Measures a password by its length and how much of it is new: repeats and runs such as "1234" count
 * little. It knows no dictionary, so it only ever warns.
 */
export function measurePassword(password: string): PasswordMeasure {
  // The key is derived from this form, so its bytes are what counts.
  const text = password.normalize('NFKC');
  const bytes = new TextEncoder().encode(text).length;
  if (bytes === 0) return { level: 0, problem: 'Choose a password of at least 8 characters.' };
  if (bytes < LEAST_BYTES) {
    const length = [...text].length;
    const problem = `${length === 1 ? 'One character' : `${length} characters`} so far, and it takes at least 8. A few unrelated words are strong and easy to remember.`;
    return { level: 1, problem };
  }
  const problem =
    bytes > MOST_BYTES ? 'This is too long: at most 1,024 bytes of text can be used.' : null;
  const worth = novelty(text);
  if (worth < 10) return { level: 1, problem };
  if (worth < 14) return { level: 2, problem };
  return { level: worth < 18 ? 3 : 4, problem };
}

/** The number of characters that do not merely repeat or count on, at most twice the distinct ones. */
function novelty(text: string): number {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const fresh = codes.filter((code, index) => {
    const step = code - (codes[index - 1] ?? Number.NaN);
    return !(Math.abs(step) <= 1);
  });
  return Math.min(fresh.length, 2 * new Set(codes).size);
}
