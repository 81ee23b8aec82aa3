import { rootOf, typeNamed } from '../catalogue/index.js';
import { branchRef, shortRef } from '../model/git-refs.js';
import { byText, foldName, type ChangeId, type Digest } from '../model/names.js';
import type { Change, Changeset, GitTarget, ReadAt } from './changeset.js';

/** The folder of branches that octosync makes. */
const branches = 'octosync/';

/**
 * The branch that the commits of a changeset go to, by its digest: everybody can work it out, and no digest has it (rules git-commits).
 */
export const branchOf = (digest: Digest): string => `${branches}${digest.replace(/^sha256:/, '').slice(0, 12)}`;

/** The same branch as a whole ref. */
export const ownRef = (digest: Digest): string => branchRef(branchOf(digest));

/** Every change that becomes a commit, with its project and ref. */
export const commitsOf = ({ git = [] }: Pick<Changeset, 'git'>): ReadonlyMap<ChangeId, GitTarget> =>
  new Map(git.flatMap((target) => target.changes.map((id) => [id, target])));

/** Where the commits of a project go: the branch of the changeset, or the name of the ref. */
export const writtenTo = ({ digest }: Pick<Changeset, 'digest'>, { write, ref }: GitTarget): string =>
  write === 'branch' ? branchOf(digest) : shortRef(ref);

/** Where the changes go that are kept of a changeset: a project of which none is kept goes (rules pick-part). */
export const gitOfKept = (
  { git = [] }: Pick<Changeset, 'git'>,
  isKept: (id: ChangeId) => boolean,
): Pick<Changeset, 'git'> => {
  const left = git
    .map((target) => ({ ...target, changes: target.changes.filter(isKept) }))
    .filter(({ changes }) => changes.length > 0);
  return left.length > 0 ? { git: left } : {};
};

/** The project that a change is of, if it is one that may be in Git. */
export const projectOf = ({ type, names }: Pick<Change, 'type' | 'names'>): string | undefined =>
  rootOf(typeNamed(type)).reading.repository ? names[0] : undefined;

/** Where a project is read of which something becomes a commit: at the branch of that, as soon as there is one. */
export const refsOfTarget = ({ digest }: Pick<Changeset, 'digest'>, { write, ref }: GitTarget): readonly string[] =>
  write === 'branch' ? [ownRef(digest), ref] : [ref];

/**
 * Where projects are read of which some changes are there, and all of these in the database: nothing else says where, and what is in the
 * database calls what is in Git by name (rules git-read-live). Of several places for a project, the first counts.
 */
export const readAtOf = (
  changes: readonly Pick<Change, 'id' | 'type' | 'names'>[],
  becomesCommit: (id: ChangeId) => boolean,
  places: readonly ReadAt[],
): Pick<Changeset, 'readAt'> => {
  const foldedOf = (change: Pick<Change, 'type' | 'names'>): string => foldName(projectOf(change) ?? '');
  const told = new Set(changes.filter(({ id }) => becomesCommit(id)).map(foldedOf));
  const wanted = new Set(changes.map(foldedOf).filter((project) => project !== '' && !told.has(project)));
  const found = new Map(places.toReversed().map((place) => [foldName(place.project), place]));
  const readAt = [...found].flatMap(([project, place]) => (wanted.has(project) ? [place] : []));
  return readAt.length > 0 ? { readAt: readAt.sort((one, other) => byText(one.project, other.project)) } : {};
};
