/** Crockford's base 32: no I, L, O or U, so that nothing can be misread. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 32;
const CHECK_LENGTH = 2;
const CHECK_DOMAIN = 'dsforge/v1/rccheck';

/** A code as it is shown: eight groups of four and the two check characters. */
export function splitCode(code: string): { groups: string[]; check: string } {
  const parts = code.split('-');
  return { groups: parts.slice(0, -1), check: parts.at(-1) ?? '' };
}

/** What a person typed, as the server shows it: capitals, groups, and O, I and L as the digits they resemble. */
export function normalizeCode(typed: string): string {
  const characters = typed
    .toUpperCase()
    .replace(/[\s\-–—]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return characters.match(/.{1,4}/g)?.join('-') ?? '';
}

/** What is wrong with a typed code, as soon as that is certain; null while it may still become right. */
export async function findCodeProblem(typed: string): Promise<string | null> {
  const characters = normalizeCode(typed).replaceAll('-', '');
  const foreign = [...characters].find((character) => !ALPHABET.includes(character));
  if (foreign !== undefined) return `“${foreign}” never occurs in a code. Look at it again.`;
  const extra = characters.length - CODE_LENGTH - CHECK_LENGTH;
  if (extra > 0) {
    return `This has ${extra} more ${extra === 1 ? 'character' : 'characters'} than a code: eight groups of four, then two.`;
  }
  if (extra < 0) return null;
  const code = characters.slice(0, CODE_LENGTH);
  const check = await checkCharacters(code);
  if (check === null || check === characters.slice(CODE_LENGTH)) return null;
  return 'The last two characters do not fit the others: one of them is mistyped.';
}

export function isComplete(typed: string): boolean {
  return normalizeCode(typed).replaceAll('-', '').length === CODE_LENGTH + CHECK_LENGTH;
}

/** Null where the browser has no hash to offer (no secure context): then only the server checks. */
async function checkCharacters(code: string): Promise<string | null> {
  if (globalThis.crypto?.subtle === undefined) return null;
  const domain = new TextEncoder().encode(CHECK_DOMAIN);
  const bytes = new Uint8Array([...domain, ...decode(code)]);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...hash.slice(0, CHECK_LENGTH)].map((byte) => ALPHABET[byte & 31]).join('');
}

function decode(code: string): number[] {
  const bits = [...code]
    .map((character) => ALPHABET.indexOf(character).toString(2).padStart(5, '0'))
    .join('');
  return (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
}
