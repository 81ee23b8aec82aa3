// What the vendor's contract says that each generation of servers knows, as data of the catalogue: the sandbox has the whole
// contract, diff only needs the names. node scripts/contract-members.js writes src/catalogue/contract-members.ts.
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

const generations = ['2020.5', '2026'];
const target = new URL('../src/catalogue/contract-members.ts', import.meta.url);

const namesOf = (...requests) =>
  [...new Set(requests.flatMap((request) => Object.keys(request?.members ?? {})))].sort();

/** Members of the objects inside, and of those in lists, by where they stand: `Steps.Actions`. */
const insideOf = (members) => {
  const inside = {};
  const visit = (shape, at) => {
    const object = shape.is === 'list' ? shape.of : shape;
    if (object.is !== 'object') return;
    inside[at] = Object.keys(object.members).sort().join(' ');
    for (const [field, member] of Object.entries(object.members)) visit(member, `${at}.${field}`);
  };
  for (const [field, shape] of Object.entries(members)) visit(shape, field);
  return Object.keys(inside).length > 0 && { inside };
};

const entryOf = ({ create, update, variants }) => ({
  members: namesOf(create, update).join(' '),
  ...insideOf({ ...create?.members, ...update.members }),
  required: [...new Set([...(create?.required ?? []), ...update.required])].sort().join(' '),
  ...(variants && {
    ofKind: Object.fromEntries(
      Object.entries(variants.members).map(([kind, members]) => [kind, Object.keys(members).sort().join(' ')]),
    ),
  }),
});

const read = (generation) =>
  JSON.parse(readFileSync(new URL(`../src/sandbox/server/contract/${generation}.json`, import.meta.url), 'utf8'));

const known = (generation) =>
  Object.fromEntries(
    Object.entries(read(generation))
      .filter(([path]) => !path.includes('/'))
      .map(([path, contract]) => [path, entryOf(contract)]),
  );

/** The text of the file. */
export const contractMembers = async () => {
  const data = JSON.stringify(Object.fromEntries(generations.map((one) => [one, known(one)])));
  const text = `// Made by scripts/contract-members.js from the vendor's contract.
/** Names in one text, with blanks between them. */
export interface ContractMembers {
  readonly members: string;
  readonly required: string;
  /** By where they stand: Steps.Actions. */
  readonly inside?: Readonly<Record<string, string>>;
  readonly ofKind?: Readonly<Record<string, string>>;
}

/** Generation of servers → path → what its requests have. */
export const contractMembers: Readonly<Record<string, Readonly<Record<string, ContractMembers>>>> = ${data};
`;
  return format(text, { ...(await resolveConfig(target)), filepath: 'contract-members.ts' });
};

if (import.meta.filename === process.argv[1]) writeFileSync(target, await contractMembers());
