import {
  documentSays,
  listHas,
  parentNames,
  ruleOf,
  saysTheSame,
  typeNamed,
  type ResourceType,
} from '../../catalogue/index.js';
import type { Change, Changeset, DeleteChange } from '../../changeset/changeset.js';
import { broughtBy } from '../../changeset/operation.js';
import { BlockedError, DriftError, UsageError } from '../../model/errors.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../../model/json.js';
import { isNeeded } from '../../model/markers.js';
import { itemId, sameName, type ChangeId } from '../../model/names.js';
import { below, ROOT, type Pointer } from '../../model/pointer.js';
import { minorVersion } from '../../model/versions.js';
import type { LiveSpace } from '../live/live-space.js';
import type { MayDelete } from '../deletion.js';
import { whyNotDeleted } from '../removal.js';
import { tryChange } from '../trial/try-change.js';

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/**
 * Throws BlockedError for a changeset that must not be applied as it is
 * (rules scope-errors, needs-all-at-once, gate-limits).
 */
export const refuseUnapplicable = (
  changeset: Changeset,
  { allow: allowed, skipBlocked }: { readonly allow: readonly string[]; readonly skipBlocked?: boolean },
): void => {
  const { errors } = changeset;
  const blocked = skipBlocked ? [] : changeset.blocked;
  if (errors.length + blocked.length > 0) {
    const first = [...errors, ...blocked].slice(0, 5).map(({ id }) => id);
    throw new BlockedError({
      what: `The changeset has ${counted(errors.length, 'error', 'errors')} and ${counted(blocked.length, 'blocked entry', 'blocked entries')}: ${first.join(', ')}${errors.length + blocked.length > 5 ? ', …' : ''}.`,
      remedy:
        errors.length === 0
          ? 'octosync show says what each of them needs. Resolve them and diff again, or leave them out with --skip-blocked.'
          : 'octosync show says what each of them needs. Resolve them and diff again.',
    });
  }
  const refused = changeset.gates.filter(({ gate }) => !allowed.includes(gate));
  if (refused.length > 0) {
    throw new BlockedError({
      what: refused
        .map(({ gate, says, ids }) => `Gate ${gate}: ${says}${ids.length > 0 ? ` (${some(ids)})` : ''}`)
        .join(' '),
      remedy: `Look at them with octosync show --details; if that is what you want, use ${[...new Set(refused.map(({ gate }) => `--allow ${gate}`))].join(' ')}.`,
    });
  }
};

const some = (ids: readonly string[]): string => `${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ', …' : ''}`;

/**
 * Throws BlockedError where a change needs a secret that nothing can stand in for, and nobody has supplied it
 * (rules secret-supplied).
 */
export const refuseUnsupplied = (
  { changes }: Changeset,
  secretFor: (changeId: ChangeId, pointer: Pointer) => string | undefined,
): void => {
  const unsupplied = changes.flatMap((change) =>
    neededIn(change)
      .filter((pointer) => secretFor(change.id, pointer) === undefined)
      .map((pointer) => `${change.id} ${pointer}`),
  );
  if (unsupplied.length === 0) return;
  throw new BlockedError({
    what: `Nothing can stand in for ${unsupplied.length === 1 ? 'this secret' : 'these secrets'}, and no value was supplied: ${unsupplied.join(', ')}.`,
    remedy: 'Supply them with --secrets FILE, or leave these items out of the selection and diff again.',
  });
};

/** The places, within a change's document, of what a person has to supply. */
const neededIn = (change: Change): readonly Pointer[] => {
  if (change.action === 'delete') return [];
  if (change.action === 'create') return placesIn(change.document, ROOT);
  return broughtBy(change.patch).flatMap(({ value, path }) => placesIn(value, path));
};

const placesIn = (value: JsonValue, at: Pointer): readonly Pointer[] => {
  if (isNeeded(value)) return [at];
  if (isList(value)) return value.flatMap((item, index) => placesIn(item, below(at, index)));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([field, member]) => placesIn(member, below(at, field)));
};

/**
 * Throws UsageError when the changeset was made for another installation or space (rules apply-checks): nothing else,
 * the source least of all, is ever written (rules always-source-untouched).
 */
export const refuseOtherDestination = (
  changeset: Pick<Changeset, 'destination'>,
  installation: string,
  space: string,
  url: string,
): void => {
  const meant = changeset.destination;
  if (meant.installation === installation && sameName(meant.space, space)) return;
  throw new UsageError({
    what: `The changeset was made for space "${meant.space}" of ${meant.url} (installation ${meant.installation}), not for this one (installation ${installation}, space "${space}").`,
    where: url,
    remedy: 'Name the destination the changeset was made for, or make a changeset for this one.',
  });
};

/** Throws DriftError when the server was upgraded since its snapshot: the shape of its documents may be another. */
export const refuseOtherVersion = ({ destination }: Changeset, version: string, allowDrift: boolean): void => {
  if (allowDrift || minorVersion(destination.version) === minorVersion(version)) return;
  throw new DriftError({
    what: `The destination runs Octopus ${version}; the changeset was made when it ran ${destination.version}.`,
    where: destination.url,
    remedy:
      'Take a new snapshot of it and diff again. With --allow-drift every document is tested by itself, and those that are the same still are written.',
  });
};

/** What preflight found: which changes are to be written, and which are done already. */
export interface Preflight {
  readonly done: ReadonlySet<string>;
  /** With `allowDrift`: the changes whose documents are others by now, and what is different. */
  readonly drifted: ReadonlyMap<string, string>;
}

/**
 * Compares every change with the destination as it is now, before anything is written (rules apply-drift). Throws
 * DriftError that names all documents and pointers which are not what the changeset was made against.
 */
export const checkDrift = (
  changeset: Changeset,
  live: LiveSpace,
  {
    written = new Set(),
    allowDrift = false,
    mayDelete,
  }: { written?: ReadonlySet<string>; allowDrift?: boolean; mayDelete?: MayDelete | undefined } = {},
): Preflight => {
  const created = new Set(changeset.changes.filter(({ action }) => action === 'create').map(({ id }) => id));
  const drifted = new Map<string, string>();
  const done = new Set<string>();
  for (const change of changeset.changes) {
    const found = driftOf(change, live, created, (one) =>
      whyNotDeleted(one, live, mayDelete, changeset.destination.version),
    );
    if (change.action === 'delete' && found !== undefined && found !== 'done') {
      drifted.set(change.id, found);
      continue;
    }
    // A run that was interrupted has written it; what the server made of it was reported then.
    const isOurs = written.has(change.id) && live.find(change.type, change.names) !== undefined;
    if (found === 'done' || (found !== undefined && isOurs)) done.add(change.id);
    else if (found) drifted.set(change.id, found);
  }
  if (drifted.size === 0 || allowDrift) return { done, drifted };
  throw new DriftError({
    what: `The destination has changed since its snapshot, and nothing was written: ${[...drifted.values()].join('; ')}.`,
    // Of an undo, another diff would propose what is to be taken back.
    remedy: changeset.undoes
      ? 'Look at these places; --allow-drift takes back all else.'
      : 'Take a new snapshot of the destination and diff again.',
    ids: [...drifted.keys()],
  });
};

const driftOf = (
  change: Change,
  live: LiveSpace,
  created: ReadonlySet<string>,
  whyNot: (change: DeleteChange) => string | undefined,
): string | undefined => {
  const type = typeNamed(change.type);
  const item = live.find(change.type, change.names);
  if (change.action === 'delete') return item ? whyNot(change) : 'done';
  if (change.action === 'create') {
    if (!item) return undefined;
    if (documentSays(type.fields, item.document, change.document)) return 'done';
    if (type.writing.as === 'members' && isPartOf(type, item.document, change.document)) return undefined;
    // What the server makes with its parent is there as soon as an earlier run made the parent.
    return type.merging.bornWithParent ? undefined : `${change.id} exists now, with another content`;
  }
  if (!item) return isMadeHere(change, created) ? undefined : `${change.id} is gone`;
  const test = tryChange(type, change, item.document);
  if (test.kind === 'already-applied') return 'done';
  if (test.kind === 'applies' || isMadeHere(change, created)) return undefined;
  return `${change.id} at ${test.pointers.join(', ')}`;
};

/** True where an earlier run has sent some of the members: those that are there are among those that shall be. */
const isPartOf = ({ fields }: ResourceType, stored: JsonObject, meant: JsonObject): boolean =>
  Object.entries(meant).every(([field, members]) => {
    const present = stored[field];
    if (!isList(members) || !isList(present)) return saysTheSame(ruleOf(fields, field), present, members);
    return present.every((one) => members.some((member) => listHas(fields, field, [one], member)));
  });

/** True for what the changeset makes, or the server together with something that the changeset makes (rules project-born). */
const isMadeHere = ({ type: name, names }: Change, created: ReadonlySet<string>): boolean => {
  const type = typeNamed(name);
  const isBorn = type.merging.bornWithParent !== undefined && type.parent !== undefined;
  return (
    created.has(itemId(name, names)) || (isBorn && created.has(itemId(type.parent.type, parentNames(type, names))))
  );
};
