// Runs before the first paint, so that a dark page never flashes white. It is a file of its own
// because the content security policy allows no inline script.
(() => {
  const choice = localStorage.getItem('dsforge.theme') ?? 'system';
  const dark =
    choice === 'dark' ||
    (choice === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
