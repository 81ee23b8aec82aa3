// Begins a resource type: its declaration from the vendor's model, with every field as a line to decide, its name in the
// list, its line in the catalogue. docs/adding-a-type.md says what is left.
//   node scripts/new-type.js deploymentfreezes deploymentFreezes "deployment freeze" --compared-only
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { declarationOf, knownCollections } from './declaration.js';

const [path, name, singular] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const comparedOnly = process.argv.includes('--compared-only');

const stop = (says) => {
  process.stderr.write(`${says}\n`);
  process.exit(1);
};

const known = knownCollections();
if (singular === undefined)
  stop('Say the collection, the name of the type, and what one of them is called: feeds externalFeeds "external feed"');
const collection = known.get(path.toLowerCase());
if (!collection) stop(`The vendor has no collection ${path}. There are: ${[...known.keys()].join(', ')}.`);
const file = `src/catalogue/types/${name}.ts`;
if (existsSync(file)) stop(`${file} is there already.`);

/** Adds a line to those of its kind, in the order of the alphabet. */
const insert = (path, pattern, line) => {
  const lines = readFileSync(path, 'utf8').split('\n');
  const places = lines.flatMap((text, index) => (pattern.test(text) ? [index] : []));
  const after = places.filter((index) => lines[index].toLowerCase() < line.toLowerCase()).at(-1);
  lines.splice(after === undefined ? places[0] : after + 1, 0, line);
  writeFileSync(path, lines.join('\n'));
};

writeFileSync(file, declarationOf(collection, { name, singular, comparedOnly }));
insert(
  'src/catalogue/all-types.ts',
  /^import \{ \w+ \} from '\.\/types\//,
  `import { ${name} } from './types/${name}.js';`,
);
insert('src/catalogue/all-types.ts', /^ {2}\w+,$/, `  ${name},`);
insert('src/model/type-names.ts', /^ {2}'\w+',$/, `  '${name}',`);
process.stdout.write(
  `${file} is begun. Left: every DECIDE in it; a line in src/catalogue/order.ts; the sandbox. See docs/adding-a-type.md.\n`,
);
