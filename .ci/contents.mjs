// Says what is inside a release, in the form of CycloneDX: every crate that the program is built from,
// and every package that the page is.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const root = new URL('..', import.meta.url);
const cargo = (...args) =>
  execFileSync('cargo', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });

const metadata = JSON.parse(cargo('metadata', '--locked', '--format-version', '1'));
const program = metadata.packages.find(({ id }) => id === metadata.resolve.root);
const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));

// What is only needed for tests is not inside.
const inside = new Set();
const open = [metadata.resolve.root];
while (open.length > 0) {
  for (const { pkg, dep_kinds } of nodes.get(open.pop()).deps) {
    if (inside.has(pkg) || dep_kinds.every(({ kind }) => kind === 'dev')) continue;
    inside.add(pkg);
    open.push(pkg);
  }
}
const crates = metadata.packages
  .filter(({ id }) => inside.has(id))
  .map(({ name, version, license }) => ({
    type: 'library',
    name,
    version,
    purl: `pkg:cargo/${name}@${version}`,
    licenses: license ? [{ expression: license.replaceAll('/', ' OR ') }] : [],
  }));

const lock = JSON.parse(readFileSync(new URL('ui/package-lock.json', root), 'utf8'));
const packages = Object.entries(lock.packages)
  .filter(([path, { dev, link }]) => path !== '' && !dev && !link)
  .map(([path, { version, license }]) => {
    const name = path.split('node_modules/').at(-1);
    const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
    const licenses = license ? [{ expression: license }] : [];
    return { type: 'library', name, version, purl, licenses };
  });

const list = {
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  version: 1,
  metadata: {
    component: { type: 'application', name: program.name, version: program.version },
  },
  components: [...crates, ...packages],
};
process.stdout.write(`${JSON.stringify(list, null, 2)}\n`);
