const KEY = 'dsforge.token';

/** The bearer token of this tab. It ends with the tab: nothing about the session outlives it. */
export function readToken(): string | null {
  return sessionStorage.getItem(KEY);
}

export function writeToken(token: string | null): void {
  if (token === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, token);
}
