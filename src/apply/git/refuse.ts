import { typeNamed } from '../../catalogue/index.js';
import type { Change } from '../../changeset/changeset.js';
import { broughtBy } from '../../changeset/operation.js';
import { BlockedError, DriftError } from '../../model/errors.js';
import { isList, isObject, type JsonValue } from '../../model/json.js';
import { isNeeded, isPlaceholder } from '../../model/markers.js';
import type { LiveSpace } from '../live/live-space.js';
import { noCommit, whyNoCommit, type GitPlaces, type Place } from './places.js';
import { keeperOf } from './routes.js';

/**
 * Looks, before anything is written, whether every commit may be made (rules git-branch). Throws BlockedError for a branch that
 * nothing may be committed to and for a secret that would go into a repository; DriftError where a project keeps otherwise now what
 * changes.
 */
export const refuseUncommittable = (toWrite: readonly Change[], live: LiveSpace, git: GitPlaces): void => {
  const inGit = toWrite.filter(({ type, names }) => keeperOf(typeNamed(type), names, live) !== undefined);
  const idsInGit = new Set(inGit.map(({ id }) => id));
  const elsewhere = toWrite.filter(({ id }) => git.has(id) !== idsInGit.has(id));
  if (elsewhere.length > 0) throw keptOtherwise(elsewhere);
  const places = new Set(inGit.flatMap(({ names: [project = ''] }) => git.of(project) ?? []));
  const whys = [...places].flatMap((place) => {
    const why = whyNoCommit(place);
    return why === undefined ? [] : [{ place, why: `${place.project}: ${why}` }];
  });
  const [first] = whys;
  if (first)
    throw noCommit(
      whys.map(({ why }) => why),
      first.place,
    );
  const secret = inGit.filter(holdsSecret);
  if (secret.length > 0) throw noSecret(secret);
};

/** The places at which something is to be written and whose branch is still to be made. */
export const branchesToMake = (toWrite: readonly Change[], git: GitPlaces): readonly Place[] => [
  ...new Set(
    toWrite.flatMap(({ id, names: [project = ''] }) => {
      const place = git.has(id) ? git.of(project) : undefined;
      return place && !place.isThere ? [place] : [];
    }),
  ),
];

const keptOtherwise = (changes: readonly Change[]): DriftError =>
  new DriftError({
    what: `A project keeps something elsewhere than in its snapshot (database or Git), and nothing was written: ${changes.map(({ id }) => id).join(', ')}.`,
    remedy: 'Take a new snapshot of the destination and diff again.',
    ids: changes.map(({ id }) => id),
  });

const noSecret = (changes: readonly Change[]): BlockedError =>
  new BlockedError({
    what: `A secret would go into a repository, and nothing was written: ${changes.map(({ id }) => id).join(', ')}.`,
    remedy: 'Make it a sensitive variable of the project, which stays in the database, and diff again.',
  });

const holdsSecret = (change: Change): boolean => {
  if (change.action === 'delete') return false;
  if (change.action === 'create') return isSecretIn(change.document);
  return broughtBy(change.patch).some(({ value }) => isSecretIn(value));
};

const isSecretIn = (value: JsonValue): boolean => {
  if (isNeeded(value) || isPlaceholder(value)) return true;
  if (isList(value)) return value.some(isSecretIn);
  return isObject(value) && Object.values(value).some(isSecretIn);
};
