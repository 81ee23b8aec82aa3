import { closestName } from '../../model/closest-name.js';
import { UsageError } from '../../model/errors.js';
import { byText } from '../../model/names.js';
import type { Changeset, Entry, Part, ReadAt, StillOpen } from '../changeset.js';
import { commitsOf, gitOfKept, readAtOf } from '../commits.js';
import { changesetDigest } from '../digest.js';
import { refusedGatesOf } from '../refused-gates.js';
import { elementOf } from '../uncarried.js';
import { filesOf } from './files.js';
import { basesOf, itemOf, keepsOf } from './keeps.js';
import { selectionOf, type LeftOut } from './selection.js';
import { skippedEntry } from './skipped-entry.js';
import { summaryOf } from './summary.js';

/** What people leave out of a changeset, and who does. */
export interface Picked {
  readonly leftOut: readonly LeftOut[];
  readonly by?: string | undefined;
}

/**
 * The smaller changeset: without what people leave out, and without what depends on that (rules pick-part). It has a digest
 * of its own, names the one it was made of and what was left out since `diff` made it, and tells of it wherever a changeset
 * tells of what it does not carry: the next sync proposes it again. The same inputs give the same bytes. Where nothing is left
 * out, it is the changeset itself. Throws UsageError where a change is named that there is not, and where nothing would be left.
 */
export const pick = (changeset: Changeset, { leftOut: asked, by }: Picked): Changeset => {
  checkAsked(changeset, asked);
  if (asked.length === 0) return changeset;
  const { kept, leftOut } = selectionOf(changeset, asked);
  const gone = new Map(leftOut.map((one) => [one.id, { ...one, ...(by !== undefined && { by }) }]));
  if (kept.length === 0) throw nothingLeft();
  const left = changeset.changes.filter(({ id }) => gone.has(id));
  const entries = left.map((change): Entry => skippedEntry(change, gone.get(change.id) ?? { id: change.id }));
  const files = filesOf(changeset, kept);
  const whole = { ...changeset };
  for (const field of ['digest', 'files', 'git', 'readAt', 'keeps', 'bases', 'stillOpen'])
    Reflect.deleteProperty(whole, field);
  const all = [...(changeset.part?.leftOut ?? []), ...gone.values()];
  const keeps = keepsOf(changeset, new Set(all.map(({ id }) => id)));
  const stillOpen = stillOpenOf(changeset, new Set(all.map(({ id }) => itemOf(id))));
  const bases = basesOf(changeset, new Set(gone.keys()));
  const carries = (id: string): boolean => !gone.has(id);
  const git = gitOfKept(changeset, carries);
  // The branch of the whole is not that of a part.
  const readAt = [...(changeset.readAt ?? []), ...readBy(changeset)];
  const part: Omit<Changeset, 'digest'> = {
    ...whole,
    part: { of: changeset.digest, leftOut: all },
    changes: kept,
    ...git,
    ...readAtOf(kept, (id) => commitsOf(git).has(id), readAt),
    skipped: [...changeset.skipped, ...entries].sort(inOrder),
    conflicts: changeset.conflicts.map((one) => (carries(one.id) ? one : { ...one, takes: 'destination' })),
    renames: changeset.renames.map((one) => (carries(one.id) ? one : { ...one, follows: false })),
    summary: summaryOf(changeset, left),
    gates: gatesOf(changeset, kept),
    ...(keeps.length > 0 && { keeps }),
    ...(bases.length > 0 && { bases }),
    ...(stillOpen.length > 0 && { stillOpen }),
    ...(files && { files }),
  };
  return { ...part, digest: changesetDigest(part) };
};

/** Where `diff` read the projects of which something becomes a commit. */
const readBy = ({ git = [] }: Changeset): readonly ReadAt[] =>
  git.map(({ project, ref }) => ({ project, refs: [ref] }));

/** Whether a changeset is the part of another one that is without just these changes, and what depends on them. */
export const isPartWithout = (part: Changeset, of: string, leftOut: readonly LeftOut[]): boolean =>
  part.part?.of === of && leftOut.every(({ id }) => isLeftOut(part.part, id));

const isLeftOut = (part: Part | undefined, id: string): boolean => part?.leftOut.some((one) => one.id === id) === true;

const inOrder = (one: Entry, other: Entry): number =>
  byText(one.id, other.id) || byText(one.part ?? '', other.part ?? '');

/** What an earlier sync left open of what is left out stays open, with what people decided of it. */
const stillOpenOf = ({ bases = [], stillOpen = [] }: Changeset, items: ReadonlySet<string>): readonly StillOpen[] => {
  const all = [...stillOpen, ...bases.flatMap(({ id, open = [] }) => (items.has(id) ? open : []))];
  return [...new Map(all.map((one) => [elementOf(one), one])).values()];
};

/** Fewer changes pass no fewer gates: those of the whole are judged again, by the limits that they were judged by. */
const gatesOf = ({ gates }: Changeset, kept: Changeset['changes']): Changeset['gates'] =>
  refusedGatesOf(kept, {
    limitOf: (name) => gates.find(({ gate }) => gate === name)?.limit ?? 'none',
    existingOf: (type) => gates.find(({ gate, ids }) => gate === shareOf && ids[0]?.startsWith(`${type}/`))?.of ?? 0,
  });

const shareOf = 'max-update-percent';

const checkAsked = ({ changes, part }: Changeset, asked: readonly LeftOut[]): void => {
  const ids = new Set<string>(changes.map(({ id }) => id));
  for (const { id } of asked) {
    if (ids.has(id)) continue;
    const meant = closestName(id, [...ids]);
    throw new UsageError({
      what: isLeftOut(part, id)
        ? `${id} was left out of this part already.`
        : `There is no change ${id} in this changeset.`,
      remedy: meant === undefined ? 'Name changes as octosync show --format json has them.' : `Did you mean ${meant}?`,
    });
  }
};

const nothingLeft = (): UsageError =>
  new UsageError({
    what: 'Everything is left out: no change would be left.',
    remedy: 'Leave out less, or do not apply the changeset at all.',
  });
