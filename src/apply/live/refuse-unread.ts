import { typeNamed } from '../../catalogue/index.js';
import type { Changeset, GitTarget } from '../../changeset/changeset.js';
import { ApiError } from '../../model/errors.js';
import { sameName } from '../../model/names.js';
import type { RawSpace } from '../../snapshot/read-space.js';

/**
 * Throws ApiError where a type that a changeset writes could not be read whole: what it says to create may be there, and
 * what it changes may be another (rules incomplete-unknown).
 */
export const refuseUnread = ({ types }: RawSpace, { changes, git = [] }: Changeset): void => {
  refuseUnreadInGit(types, changes, git);
  const written = new Set(changes.map(({ type }) => type));
  const unread = [...types.values()].flatMap(({ type, incomplete, absent }) => {
    const why = incomplete ?? (absent ? 'the server does not have them' : undefined);
    return why !== undefined && written.has(type.name) ? [`${type.name}: ${why}`] : [];
  });
  if (unread.length === 0) return;
  throw new ApiError({
    what: `The destination could not be read whole, so nobody knows what is there: ${unread.join('; ')}.`,
    remedy: 'Nothing was written. Remove the cause, and run it again.',
  });
};

/** The same of what a project keeps in its repository: only for that project nobody knows what is there (rules git-unread). */
const refuseUnreadInGit = (
  types: RawSpace['types'],
  changes: Changeset['changes'],
  git: readonly GitTarget[],
): void => {
  const unread = changes.flatMap(({ type, names: [project = ''] }) => {
    const found = types.get(typeNamed(type).name)?.unread?.find((one) => sameName(one.project, project));
    const ref = git.find((one) => sameName(one.project, project))?.ref;
    return found ? [`${type} of project "${project}"${ref === undefined ? '' : ` at ${ref}`}: ${found.why}`] : [];
  });
  if (unread.length === 0) return;
  throw new ApiError({
    what: `A repository could not be read, so nobody knows what is there: ${[...new Set(unread)].join('; ')}.`,
    remedy:
      'Nothing was written. Look at the version control settings of the project (URL, credentials, branch), and run it again; where the branch is gone, take a new snapshot and diff again.',
  });
};
