// The text of a declaration as the vendor describes a collection: what is known is said, every field is a line to decide.
import { readFileSync } from 'node:fs';

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

/** Fields that every document has, and that `normalize` drops wherever they stand. */
const everywhere = ['Id', 'Links', 'LastModifiedOn', 'LastModifiedBy', 'SpaceId', 'Slug'];

/** What the vendor has: paths in lower case, how they are listed, and the members of their documents. */
export const knownCollections = () => {
  const contract = read('../src/sandbox/server/contract/2026.json');
  const described = new Map(Object.entries(contract).map(([path, said]) => [path.toLowerCase(), said]));
  return new Map(
    Object.entries(read('known-collections.json')).map(([path, known]) => {
      const members = known.members ?? described.get(path)?.update?.members ?? {};
      return [path, { ...known, path, members }];
    }),
  );
};

/** The declaration of a type. `comparedOnly`: one that is in snapshots and compared, but never synced. */
export const declarationOf = ({ path, reach, hasAll, page, members }, { name, singular, comparedOnly }) => {
  const fields = fieldLines(members, '    ');
  const listing = hasAll
    ? `{ kind: 'all' }`
    : page.items === 'Items'
      ? `{ kind: 'pages' }`
      : `{ kind: 'pages', page: { items: '${page.items}', total: '${page.total}' } }`;
  const own = [
    `  name: '${name}',`,
    `  singular: '${singular}',`,
    '  reading: {',
    `    path: '${path}',`,
    `    reach: '${reach}',`,
    `    // DECIDE: what its IDs begin with, as answers have them.`,
    `    idPrefix: '${name[0].toUpperCase()}${name.slice(1)}',`,
    `    listing: ${listing},`,
    '  },',
    `  identity: { kind: 'named', field: 'Name' },`,
    `  file: '${kebab(name)}/{name}.json',`,
    '  fields: {',
    '    // DECIDE each. A field without a rule is carried as it is, and searched for IDs; these are dropped everywhere:',
    `    // ${everywhere.join(', ')}.`,
    ...fields,
    '  },',
  ];
  const synced = [
    `  selecting: { how: 'byFilter' },`,
    '  merging: {',
    `    strategy: { kind: 'document' },`,
    `    // DECIDE: what happens to one that the destination has already.`,
    `    existing: { default: 'leave' },`,
    '  },',
    '  writing: {',
    `    // DECIDE: what a key needs, and its page in the portal.`,
    `    // permission: { create: '…', edit: '…', delete: '…' },`,
    `    // portal: '…/{id}',`,
    '  },',
  ];
  return [
    ...(comparedOnly ? [] : [`import type { ResourceType } from '../vocabulary.js';`]),
    ...(comparedOnly
      ? [`import type { ResourceType } from '../vocabulary.js';`, `import { comparedOnly } from '../words.js';`]
      : []),
    '',
    `/** DECIDE: the entry of docs/octopus-api.md that this was checked against, and its traps. */`,
    `export const ${name}: ResourceType = ${comparedOnly ? 'comparedOnly({' : '{'}`,
    ...own,
    ...(comparedOnly ? [] : synced),
    comparedOnly ? '});' : '};',
    '',
  ].join('\n');
};

/** One line for each member, and for those inside an object that has members of its own. */
const fieldLines = (members, indent) =>
  Object.entries(members)
    .filter(([field]) => !everywhere.includes(field))
    .flatMap(([field, shape]) => {
      const inner = shape.members ?? shape.of?.members;
      if (!inner) return [`${indent}// ${field}: ${ruleFor(field, shape)},  // ${said(shape)}`];
      const word = shape.is === 'list' ? 'positional' : 'nested';
      return [
        `${indent}// ${field}: ${word}({  // ${said(shape)}`,
        ...fieldLines(inner, indent).map((line) => line.replace('// ', '//   ')),
        `${indent}// }),`,
      ];
    });

/** A first guess, by name and shape. */
const ruleFor = (field, { is }) => {
  if (is === 'secret') return `secretObject('DUMMY VALUE')`;
  if (is === 'list') return /Ids$/.test(field) ? `listOf(optional('…'))` : 'set';
  if (is === 'string' && /Id$/.test(field)) return `optional('…')`;
  return 'plain';
};

const said = ({ is, of, max }) => {
  if (is === 'enum') return of.join(' | ');
  if (is === 'list') return `a list of ${of?.is ?? 'anything'}`;
  if (is === 'any') return 'the model does not say: look at an answer';
  return max === undefined ? is : `${is}, at most ${max}`;
};

const kebab = (name) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
