import type { ChangeId, Digest } from '../model/names.js';
import type { Changeset, GitTarget } from './changeset.js';

/** The folder of branches that octosync makes. */
const branches = 'octosync/';

/**
 * The branch that the commits of a changeset go to, by its digest: everybody can work it out, and no digest has it (rules git-commits).
 */
export const branchOf = (digest: Digest): string => `${branches}${digest.replace(/^sha256:/, '').slice(0, 12)}`;

/** Where a change becomes a commit: the project, with its ref. Undefined for a change in the database. */
export const becomesCommit = ({ git = [] }: Pick<Changeset, 'git'>, id: ChangeId): GitTarget | undefined =>
  git.find(({ changes }) => changes.includes(id));

/** Every change that becomes a commit, with its project and ref: for whoever asks of many. */
export const commitsOf = ({ git = [] }: Pick<Changeset, 'git'>): ReadonlyMap<ChangeId, GitTarget> =>
  new Map(git.flatMap((target) => target.changes.map((id) => [id, target])));

/** Where the commits of a project go: the branch of the changeset, or the name of the ref. */
export const writtenTo = ({ digest }: Pick<Changeset, 'digest'>, { write, ref }: GitTarget): string =>
  write === 'branch' ? branchOf(digest) : ref.replace(/^refs\/heads\//, '');

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
