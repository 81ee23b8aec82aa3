import { defaultBranchIn, isProtectedBranch, rootOf, typeNamed, type ResourceType } from '../../catalogue/index.js';
import type { Changeset, GitTarget } from '../../changeset/changeset.js';
import { commitsOf, ownRef } from '../../changeset/commits.js';
import { BlockedError } from '../../model/errors.js';
import { branchIn, shortRef } from '../../model/git-refs.js';
import { isObject, textOf, type JsonObject } from '../../model/json.js';
import { foldName, type ChangeId } from '../../model/names.js';
import { repositoryIn } from '../../model/repository-url.js';
import type { LiveSpace } from '../live/live-space.js';
import { commitMessage } from './message.js';

/** A project of the destination, and where what it keeps in Git is read and written. */
export interface Place {
  /** The type that has the repository. */
  readonly owner: ResourceType;
  readonly project: string;
  readonly projectId: string;
  /** What the project says of its repository. */
  readonly settings: JsonObject;
  /** The ref that `diff` read. */
  readonly from: string;
  /** The branch of the commits, in full: its own, or the one that was read. */
  readonly ref: string;
  /** Commits go to a branch that is there for this changeset alone. */
  readonly isOwn: boolean;
  /** Nobody commits there through the server. */
  isProtected: boolean;
  /** The branch is there. */
  isThere: boolean;
}

/** Which changes become commits, and what their commits say. */
interface Commits {
  readonly has: (change: ChangeId) => boolean;
  readonly messageOf: (change: ChangeId) => string;
}

/**
 * Where the commits of a changeset go, project by project (rules git-branch). Commits to one repository go one after the other: each is
 * made on what the one before has left.
 */
export class GitPlaces {
  readonly #places: ReadonlyMap<string, Place>;
  readonly #last = new Map<string, Promise<unknown>>();
  readonly #commits: Commits;

  constructor(places: readonly Place[], commits: Commits) {
    this.#places = new Map(places.map((place) => [foldName(place.project), place]));
    this.#commits = commits;
  }

  /** The places as they are known now: a branch that is made in one is not there in the other. */
  copy(): GitPlaces {
    return new GitPlaces(
      this.all().map((place) => ({ ...place })),
      this.#commits,
    );
  }

  /** Every project of which something becomes a commit. */
  all(): readonly Place[] {
    return [...this.#places.values()];
  }

  /** That of a project by its name; undefined where nothing of it becomes a commit. */
  of(project: string): Place | undefined {
    return this.#places.get(foldName(project));
  }

  /** Whether a change is to become a commit, as the changeset says. */
  has(change: ChangeId): boolean {
    return this.#commits.has(change);
  }

  /** What the commit of a change says (rules git-message). */
  messageOf(change: ChangeId): string {
    return this.#commits.messageOf(change);
  }

  /** Does what is done to a repository after everything that was begun there before, whichever project of it that was for. */
  async oneByOne<Result>({ settings }: Place, work: () => Promise<Result>): Promise<Result> {
    const repository = repositoryIn(textOf(settings['Url']));
    const before = this.#last.get(repository);
    const own = (async () => {
      await before?.catch(() => undefined);
      return work();
    })();
    this.#last.set(repository, own);
    return own;
  }
}

/** Works out where the commits of a changeset go, in the space as it is now. */
export const placesOf = (changeset: Changeset, live: LiveSpace, approvedBy: readonly string[] = []): GitPlaces => {
  const places = (changeset.git ?? []).flatMap((target) => placeOf(target, changeset, live) ?? []);
  const commits = commitsOf(changeset);
  return new GitPlaces(places, {
    has: (change) => commits.has(change),
    messageOf: (change) => commitMessage(changeset, change, approvedBy),
  });
};

/** Undefined for a project that is not there, or in Git no longer: what belongs to it has drifted. */
const placeOf = (target: GitTarget, changeset: Changeset, live: LiveSpace): Place | undefined => {
  const change = changeset.changes.find(({ id }) => target.changes.includes(id));
  if (!change) return undefined;
  const owner = rootOf(typeNamed(change.type));
  const project = live.find(owner.name, change.names.slice(0, 1));
  const settings = project?.raw[owner.reading.repository?.settings ?? ''];
  if (!project || !isObject(settings)) return undefined;
  const { ref: from } = target;
  const isOwn = target.write === 'branch';
  const ref = isOwn ? ownRef(changeset.digest) : from;
  const found = live.refs.get(project.id);
  const isThere = found !== undefined && 'ref' in found && found.ref === ref;
  return {
    ...{ owner, project: project.names[0] ?? '', projectId: project.id, settings, from, ref, isOwn, isThere },
    isProtected: isThere && found.isProtected === true,
  };
};

/**
 * Why octosync does not commit to a place (rules git-branch): it is no branch, or protected, or the default branch and nobody has said
 * that it may. Undefined where it does.
 */
export const whyNoCommit = ({ ref, from, isOwn, isProtected, settings }: Place): string | undefined => {
  const branch = branchIn(ref);
  if (branch === undefined) return `${ref} is no branch, and nothing can be committed to it`;
  if (isProtected || isProtectedBranch(settings, branch)) return `branch ${branch} is protected`;
  if (isOwn && (branch === defaultBranchIn(settings) || ref === from))
    return `branch ${branch} is not one for octosync alone`;
  return undefined;
};

/** Throws where nothing may be committed: asked again right before each request that would. */
export const refuseOther = (place: Place): void => {
  const why = whyNoCommit(place);
  if (why !== undefined) throw noCommit([`${place.project}: ${why}`], place);
};

/** What would be committed where nothing may be, and what a person can do about it. */
export const noCommit = (whys: readonly string[], { isOwn, ref }: Place): BlockedError =>
  new BlockedError({
    what: `Nothing may be committed there, and nothing was written: ${whys.join('; ')}.`,
    remedy: isOwn
      ? `Let people commit to branches octosync/* in the version control settings of the project (${shortRef(ref)}), and run apply again.`
      : 'Diff again with --git-write branch, or at another ref (gitRefs of the instance).',
  });
