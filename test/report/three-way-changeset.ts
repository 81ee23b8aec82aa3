import { byItem } from '../../src/changeset/pick/keeps.js';
import { byText } from '../../src/model/names.js';
import type { Changeset, Conflict, Entry, Rename } from '../../src/changeset/changeset.js';
import type { Pointer } from '../../src/model/pointer.js';
import { pointerOf } from '../../src/model/pointer.js';
import { digest } from '../builders/brands.js';
import { nothing } from './rich-changeset.js';
import { smallChangeset } from './small-changeset.js';

/** When the base of the samples was taken. */
export const baseDay = '2026-11-13';

export const baseSide = (): NonNullable<Changeset['base']> => {
  const { source } = smallChangeset();
  return { ...source, takenAt: `${baseDay}T06:00:00.000Z`, revision: '3f2a91c', digest: digest('b'.repeat(64)) };
};

export const entryOf = (id: string, more: Partial<Entry> = {}): Entry => {
  const [type = '', ...names] = id.split('/');
  const above = ['projectVariables', 'deploymentProcesses', 'channels'].includes(type);
  return {
    id,
    type,
    names,
    ...(above && { owner: `projects/${names[0] ?? ''}` }),
    reasons: [{ rule: 'removals', value: 'report', origin: 'default', says: 'It is reported only.' }],
    ...more,
  };
};

export const conflictOf = (part: string, at: Pointer, more: Partial<Conflict> = {}): Conflict => ({
  ...entryOf('projectVariables/Shop', {
    part,
    since: 'both',
    reasons: [{ rule: 'conflicts', value: 'leave', origin: 'default', says: 'Conflicts are left.' }],
  }),
  at,
  takes: 'destination',
  ...more,
});

const script = (first: string, last: string): string =>
  [first, ...Array.from({ length: 12 }, (_, line) => `echo ${line}`), last].join('\n');

const conflicts: readonly Conflict[] = [
  conflictOf('variable "Db.Name" (environment: Staging)', pointerOf(['Variables', 0, 'Value']), {
    base: 'shop',
    source: 'shop_v2',
    destination: 'shop_own',
    again: '2026-11-06T06:00:00.000Z',
  }),
  conflictOf('variable "Key" (unscoped)', pointerOf(['Variables', 3, 'Value']), {
    base: 'swordfish',
    source: { $secret: true },
    destination: 'swordfish2',
  }),
  {
    ...conflictOf('step "Deploy web"', pointerOf(['Steps', 0, 'Properties', 'Octopus.Action.Script.ScriptBody'])),
    id: 'deploymentProcesses/Shop',
    type: 'deploymentProcesses',
    base: script('echo first', 'echo last'),
    source: script('echo FIRST', 'echo last'),
    destination: script('echo first', 'echo LAST'),
    merged: script('echo FIRST', 'echo LAST'),
    takes: 'merged',
    reasons: [{ rule: 'conflicts', value: 'merge', origin: 'flag', says: 'They changed other lines.' }],
  },
];

const rename: Rename = {
  ...entryOf('environments/QA', {
    since: 'source',
    reasons: [{ rule: 'renames', value: 'report', origin: 'default', says: 'Renames are reported.' }],
  }),
  candidates: ['Test'],
  to: 'QA',
  map: 'map: { environments: { QA: Test } }',
  follows: false,
};

/** The small changeset as it would be with a base: conflicts, removals, a rename, and what only the destination has. */
export const threeWayChangeset = (more: Partial<Changeset> = {}): Changeset => {
  const small = smallChangeset();
  const made: Changeset = {
    ...small,
    base: baseSide(),
    changes: small.changes.map((change) => ({ ...change, since: change.action === 'create' ? 'new' : 'source' })),
    left: [
      ...small.left,
      entryOf('channels/Shop/Hotfix', {
        since: 'destination',
        reasons: [{ rule: 'follow', value: 'changes', origin: 'default', says: 'It stays.' }],
      }),
    ],
    conflicts: [...conflicts],
    removed: [
      entryOf('environments/Old', { since: 'source' }),
      entryOf('projectVariables/Shop', { part: 'variable "Gone" (unscoped)', since: 'source' }),
    ],
    renames: [rename],
    only: [entryOf('projects/Own', { since: 'destination', reasons: [] })],
    ...more,
  };
  // Nothing here goes by what the base says of each thing; it has to be said all the same.
  const items = [...byItem(made.changes).keys()].sort(byText);
  const bases = items.map((id) => ({ id, base: null }) as const);
  return { ...made, bases, summary: summaryOf(made) };
};

/** The figures of the lists; four things of projects are the destination's own. */
const summaryOf = ({ changes, ...lists }: Changeset): Changeset['summary'] => {
  const summary = new Map<string, Record<keyof typeof nothing, number>>();
  const add = (type: string, column: keyof typeof nothing): void => {
    const row = summary.get(type) ?? { ...nothing };
    row[column] += 1;
    summary.set(type, row);
  };
  for (const { type, action } of changes) if (action !== 'delete') add(type, action);
  for (const column of columns) for (const { type } of lists[column]) add(type, column);
  const projects = summary.get('projects') ?? nothing;
  return { ...Object.fromEntries(summary), projects: { ...projects, own: 4 } };
};

const columns = [
  'left',
  'skipped',
  'blocked',
  'unsupported',
  'errors',
  'conflicts',
  'removed',
  'renames',
  'only',
] as const;

/** Very much of all that three-way brings: for what must stay short. */
export const crowdedChangeset = (counts: {
  readonly conflicts: number;
  readonly removed: number;
  readonly only: number;
  readonly renames?: number;
}): Changeset => {
  const many = <T>(count: number, make: (index: number) => T): readonly T[] =>
    Array.from({ length: count }, (_, index) => make(index + 1));
  return threeWayChangeset({
    conflicts: [
      ...many(counts.conflicts, (index) => ({
        ...conflictOf(`variable "Value ${index}" (environment: Staging)`, pointerOf(['Variables', index, 'Value'])),
        id: `projectVariables/Project ${index % 100}`,
        names: [`Project ${index % 100}`],
        owner: `projects/Project ${index % 100}`,
        base: `old ${index}`,
        source: `new ${index}`,
        destination: `own ${index}`,
      })),
    ],
    removed: [
      ...many(counts.removed, (index) =>
        entryOf(`projects/Removed ${index}`, { since: index % 2 ? 'source' : 'both' }),
      ),
    ],
    renames: [
      ...many(counts.renames ?? 0, (index) => ({ ...rename, id: `environments/QA ${index}`, to: `QA ${index}` })),
    ],
    only: [...many(counts.only, (index) => entryOf(`tenants/Own ${index}`, { since: 'destination', reasons: [] }))],
  });
};
