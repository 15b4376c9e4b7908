export type Theme = 'light' | 'dark' | 'system';

// public/theme.js reads the same key before the first paint.
const KEY = 'dsforge.theme';
const systemDark = window.matchMedia('(prefers-color-scheme: dark)');

export function readTheme(): Theme {
  const stored = localStorage.getItem(KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export function setTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, theme);
  apply();
}

/** Follows the system while the theme is "system"; returns how to stop. */
export function followSystemTheme(): () => void {
  systemDark.addEventListener('change', apply);
  return () => systemDark.removeEventListener('change', apply);
}

function apply(): void {
  const theme = readTheme();
  const dark = theme === 'dark' || (theme === 'system' && systemDark.matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
}
