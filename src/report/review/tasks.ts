import { pickRule } from '../../changeset/pick/index.js';
import type { Changeset, Conflict, Entry } from '../../changeset/changeset.js';
import type { ChangeId } from '../../model/names.js';
import { ROOT, type Pointer } from '../../model/pointer.js';
import type { WarningKind } from '../../model/kinds.js';
import { grouped } from '../../model/grouped.js';
import { branchesToMerge } from './commits.js';
import { isOfSecret } from './findings.js';
import { rootNamed } from './roots.js';
import { withCapital } from '../../model/sentences.js';
import { blockedSays, entryName, saysOf, toldWith } from './entries.js';
import { shortlySaid } from './short.js';
import { sinceTold } from './since.js';
import { threeSides } from './three-sides.js';
import { conflictName } from './three-way.js';
import type { Task, TaskGroup } from './review.js';
import type { TaskKind } from './task-kinds.js';
import { counted, countOfType } from './words.js';

interface TaskWords {
  readonly title: string;
  readonly means: string;
  readonly one: string;
  readonly many: string;
}

/** In the order in which they are listed: what stops a deployment first. */
const words: Readonly<Record<TaskKind, TaskWords>> = {
  'supply-secret': {
    title: 'Secrets to supply',
    means: 'Nothing can stand in for these: supply them when it is applied (--secrets).',
    one: 'secret to supply',
    many: 'secrets to supply',
  },
  'replace-secret': {
    title: 'Secrets to enter',
    means: 'A placeholder stands in for each until somebody enters it.',
    one: 'secret to enter',
    many: 'secrets to enter',
  },
  'replace-value': {
    title: 'Values to replace',
    means: 'Enter the value that is meant here.',
    one: 'value to replace',
    many: 'values to replace',
  },
  'scope-lost': {
    title: 'Scopes to look at',
    means: 'These apply to more than on the source, or than they did here.',
    one: 'scope to look at',
    many: 'scopes to look at',
  },
  conflict: {
    title: 'Conflicts left',
    means:
      'Source and destination have both changed these: enter here what is meant, or resolve them at the next sync.',
    one: 'conflict left',
    many: 'conflicts left',
  },
  'merge-branch': {
    title: 'Branches to merge',
    means: 'Until then the default branch has nothing of it, and Octopus deploys as before.',
    one: 'branch to merge',
    many: 'branches to merge',
  },
  'publish-runbook': {
    title: 'Runbooks to publish',
    means: 'A new runbook has no published snapshot: publish one before it is run or scheduled.',
    one: 'runbook to publish',
    many: 'runbooks to publish',
  },
  'enable-trigger': {
    title: 'Triggers to enable',
    means: 'They come disabled: enable each when it may run.',
    one: 'trigger to enable',
    many: 'triggers to enable',
  },
  'convert-project': {
    title: 'Projects to convert to Git',
    means: 'They are in Git on the source, and new here: convert each where that is wanted.',
    one: 'project to convert to Git',
    many: 'projects to convert to Git',
  },
  drifted: {
    title: 'Left, since the destination has changed',
    means:
      'These are as they were found, and not as the changeset means them: look at each, and do by hand what is wanted.',
    one: 'change left, since the destination has changed',
    many: 'changes left, since the destination has changed',
  },
  check: {
    title: 'To check',
    means: 'Look at these after they are applied.',
    one: 'thing to check',
    many: 'things to check',
  },
  removed: {
    title: 'Removed on the source, still here',
    means: 'The source has these no more: remove here what nobody needs.',
    one: 'thing removed on the source, still here',
    many: 'things removed on the source, still here',
  },
  skipped: {
    title: 'Skipped although selected',
    means: 'A rule keeps these from the destination: enter by hand what is wanted.',
    one: 'skipped part',
    many: 'skipped parts',
  },
  'left-out': {
    title: 'Left out of this part',
    means: 'Somebody left these out: the next sync proposes them again.',
    one: 'change left out',
    many: 'changes left out',
  },
  unsupported: {
    title: 'Cannot be carried over',
    means: 'No tool can, or not to this server: make by hand what is wanted.',
    one: 'thing that cannot be carried over',
    many: 'things that cannot be carried over',
  },
  blocked: {
    title: 'Blocked and left out',
    means: 'What they need is missing on the destination: mend it and sync again.',
    one: 'blocked part',
    many: 'blocked parts',
  },
};

const kinds = Object.keys(words) as readonly TaskKind[];

/** Scopes of values and steps that lost their members, or members that only the destination had. */
const lostScopes: readonly WarningKind[] = ['scope-widened', 'destination-scope-dropped'];

export interface KnownOfRun {
  /** True for a secret that was supplied, so that nothing is left to do. */
  readonly isSupplied?: (changeId: ChangeId, pointer: Pointer) => boolean;
  /** The page in the portal of a change or an entry; of what it belongs to, where it has none. */
  readonly pageOf?: (item: Pick<Entry, 'type' | 'names'>) => string | undefined;
  /** True for a change that was made: a run may have stopped before the others. */
  readonly isThere?: (change: Changeset['changes'][number]) => boolean;
  /** Why a change was left although all else was made: the destination has changed there since its snapshot. */
  readonly whyLeft?: (change: Changeset['changes'][number]) => string | undefined;
}

/** All that a person has to do or decide after a changeset was applied, grouped (rules apply-clean-up). */
export const taskGroups = (changeset: Changeset, known: KnownOfRun = {}): readonly TaskGroup[] =>
  groupedTasks(tasksOf(changeset, known));

/** Tasks by kind. */
export const groupedTasks = (tasks: readonly Task[]): readonly TaskGroup[] => {
  const byKind = grouped(tasks, ({ kind }) => kind);
  return kinds.flatMap((kind) => {
    const own = byKind.get(kind) ?? [];
    const { title, means, one, many } = words[kind];
    if (own.length === 0) return [];
    return [
      {
        kind,
        title,
        means,
        says: `${counted(own.length, one, many)} in ${placesOf(own)}`,
        count: own.length,
        tasks: own,
      },
    ];
  });
};

/** `100 projects`; `3 things` of several types. */
const placesOf = (tasks: readonly Task[]): string => {
  const things = [...new Set(tasks.map(({ thing }) => thing))];
  const types = new Set(things.map((thing) => thing.split('/')[0] ?? ''));
  const [type = ''] = types;
  return types.size === 1 ? countOfType(type, things.length) : counted(things.length, 'thing');
};

const tasksOf = (
  changeset: Changeset,
  { isSupplied = () => false, pageOf = () => undefined, isThere = () => true, whyLeft = () => undefined }: KnownOfRun,
): readonly Task[] => {
  const { changes, left, skipped, unsupported, blocked, conflicts, removed, base } = changeset;
  const made = new Set(changes.filter(isThere).map(({ id }) => id));
  const taskOf =
    (about: Pick<Entry, 'id' | 'owner' | 'type' | 'names' | 'part' | 'since'>) =>
    (kind: TaskKind, says: string, at: Pointer = ROOT): Task => {
      const page = pageOf(about);
      return {
        kind,
        id: about.id,
        thing: rootNamed(about),
        type: about.type,
        called: entryName(about),
        says,
        ...sinceTold(about, base),
        ...(at !== ROOT && isOfSecret(kind) && { at }),
        ...(page !== undefined && { page }),
      };
    };
  const whole = (kind: TaskKind, entries: readonly Entry[]): readonly Task[] =>
    entries.map((entry) => taskOf(entry)(kind, toldWith(saysOf(entry), entry, base)));
  return [
    ...changes.filter(isThere).flatMap((change): readonly Task[] => {
      const task = taskOf(change);
      return [
        ...change.cleanUp
          .filter(({ at }) => !isSupplied(change.id, at))
          .map(({ kind, says, at }) => task(kind, says, at)),
        ...change.warnings
          .filter(({ kind }) => lostScopes.includes(kind))
          .map(({ says, at }) => task('scope-lost', says, at)),
      ];
    }),
    ...branchesToMerge(changeset, (id) => made.has(id), pageOf),
    ...changes.flatMap((change) => {
      const why = whyLeft(change);
      return why === undefined ? [] : [taskOf(change)('drifted', `${meant[change.action]} ${why}`)];
    }),
    // What an undo leaves, a person takes back or keeps (rules undo-left).
    ...whole(
      'check',
      left.filter(({ reasons: [first] }) => first?.rule === 'undo'),
    ),
    ...left.flatMap((entry) =>
      (entry.warnings ?? [])
        .filter(({ kind }) => kind === 'plain-beside-secret')
        .map(({ says }) => taskOf(entry)('check', says)),
    ),
    ...whole(
      'skipped',
      skipped.filter((entry) => wasSelected(entry) && !wasLeftOut(entry)),
    ),
    ...whole('left-out', skipped.filter(wasLeftOut)),
    ...whole('unsupported', unsupported.filter(isWanted)),
    ...blocked.map((entry) => taskOf(entry)('blocked', toldWith(blockedSays(entry), entry, base))),
    ...conflicts
      .filter(({ takes }) => takes === 'destination')
      .map((conflict) => ({
        ...taskOf(conflict)('conflict', toldWith(conflictSays(conflict), conflict, base)),
        called: conflictName(conflict),
      })),
    ...removed.map((entry) => ({
      ...taskOf(entry)('removed', toldWith(saysOf(entry), entry, base, 'removed')),
      ...sinceTold(entry, base, 'removed'),
    })),
  ];
};

/** What was to become of it. */
const meant = {
  create: 'Not created.',
  update: 'Not changed.',
  delete: 'Not removed.',
} as const;

/** The three values, shortly: whoever decides need not look them up. */
const conflictSays = (conflict: Conflict): string => {
  const values = threeSides(conflict).sides.map(({ label, value }) => `${label} ${shortlySaid(value)}`);
  return [`${withCapital(values.join(', '))}.`, saysOf(conflict)].join(' ').trimEnd();
};

/** Not what only came along with something else, and is not needed after all. */
const wasSelected = ({ reasons }: Entry): boolean => reasons.every(({ rule }) => rule !== 'dependencies');

/** What a person left out of a part (rules pick-shown). */
const wasLeftOut = ({ reasons }: Entry): boolean => reasons.some(({ rule }) => rule === pickRule);

/** Not what every server makes by itself. */
const isWanted = ({ reasons }: Entry): boolean => reasons.every(({ rule }) => rule !== 'built in');
