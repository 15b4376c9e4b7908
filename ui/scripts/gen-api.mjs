// Writes src/api/schema.gen.ts from ../openapi/dsforge.json. With --check it writes nothing and
// fails when the committed file differs from what would be generated.
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const source = new URL('../../openapi/dsforge.json', import.meta.url);
const target = new URL('../src/api/schema.gen.ts', import.meta.url);

// Examples are for readers of the document; as comments they would double the file.
// A field may be called so too; then it refers to its schema.
const withoutExample = (key, value) =>
  key === 'example' && value?.allOf === undefined ? undefined : value;
const document = JSON.parse(readFileSync(source, 'utf8'), withoutExample);
const ast = await openapiTS(document, { defaultNonNullable: false, alphabetize: false });
const text = `// Generated from openapi/dsforge.json by scripts/gen-api.mjs. Do not edit.\n\n${astToString(ast)}`;

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    process.stderr.write('src/api/schema.gen.ts is out of date: run `npm run gen-api`\n');
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
}
