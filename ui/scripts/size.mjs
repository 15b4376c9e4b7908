// Holds the page to its budget, in gzip kB: what the first load brings, what each lazy route adds
// to it and, behind the password, to the frame; and the code editor, which routes share and is
// counted once on its own.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BUDGET = { first: 150, route: 40, editor: 130 };
const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

const isEditor = (file) => /codemirror/.test(file);
const kilobytes = (files) =>
  [...files].reduce(
    (sum, file) => sum + gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length,
    0,
  ) / 1000;

function collect(key, files = new Set(), seen = new Set()) {
  if (seen.has(key)) return files;
  seen.add(key);
  const chunk = manifest[key];
  files.add(chunk.file);
  for (const css of chunk.css ?? []) files.add(css);
  for (const next of chunk.imports ?? []) collect(next, files, seen);
  return files;
}

const first = collect('index.html');
const frame = new Set([...first, ...collect('src/app/Shell.tsx')]);
const standsAlone = (key) => key === 'src/app/Shell.tsx' || key.startsWith('src/features/session/');
const rows = [{ name: 'first load', size: kilobytes(first), limit: BUDGET.first }];
const editor = new Set();
for (const [key, chunk] of Object.entries(manifest)) {
  if (!chunk.isDynamicEntry) continue;
  const known = standsAlone(key) ? first : frame;
  // A part that imports its page is only ever fetched from there: the page is counted on its own.
  const pages = (chunk.imports ?? []).filter((next) => manifest[next].isDynamicEntry);
  const there = new Set([...known, ...pages.flatMap((page) => [...collect(page)])]);
  const more = [...collect(key)].filter((file) => !there.has(file));
  for (const file of more.filter(isEditor)) editor.add(file);
  const own = more.filter((file) => !isEditor(file));
  rows.push({ name: key.replace(/^src\//, ''), size: kilobytes(own), limit: BUDGET.route });
}
if (editor.size > 0) rows.push({ name: 'editor', size: kilobytes(editor), limit: BUDGET.editor });

for (const { name, size, limit } of rows) {
  const mark = size > limit ? 'over' : 'ok';
  process.stdout.write(`${name.padEnd(44)}${size.toFixed(1).padStart(7)} kB of ${limit} ${mark}\n`);
}
if (rows.some(({ size, limit }) => size > limit)) process.exit(1);
