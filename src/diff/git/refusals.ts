import {
  defaultBranchIn,
  isProtectedBranch,
  parentOf,
  protectedPatternsIn,
  storedTypes,
  typeNamed,
  type ResourceType,
} from '../../catalogue/index.js';
import { branchOf } from '../../changeset/commits.js';
import { matchesPattern } from '../../model/filter.js';
import { branchIn } from '../../model/git-refs.js';
import { isList, isObject, type JsonValue } from '../../model/json.js';
import { isAnySecret, isSecret } from '../../model/markers.js';
import type { Digest } from '../../model/names.js';
import type { Reason } from '../../model/reason.js';
import { quoted } from '../../model/sentences.js';
import { because } from '../../settings/chosen.js';
import type { GitTarget } from '../../changeset/changeset.js';
import type { SyncSettings } from '../../settings/settings.js';
import type { PlannedWrite, Refused } from '../plan/planned.js';
import type { Subject } from '../plan/subject.js';
import type { Terms } from '../terms/terms.js';
import { isSamePlace, keptAt, urlOf, type KeptAt } from './repository.js';

/* What becomes of what projects keep in Git, beside the rules that hold for everything. */

/** What both sides have, where both read one and the same place (rules git-same-repository); undefined where they do not. */
export const samePlace = (
  { selected: { type }, target, entry }: Pick<Subject, 'selected' | 'target' | 'entry'>,
  { sourceSide, projection }: Pick<Terms, 'sourceSide' | 'projection'>,
): KeptAt | undefined => {
  const there = keptAt(type, entry.names, projection);
  const here = there && keptAt(type, target, sourceSide);
  return here && isSamePlace(here, there) ? there : undefined;
};

/** What is said of it, once for each project. */
export const saysSamePlace = (kept: KeptAt): Reason => ({
  rule: 'same repository',
  says: `Source and destination read one repository: ${urlOf(kept.settings)} at ${kept.ref ?? ''}. What is there is the same, and is not compared.`,
});

/** A document of the source that is laid out otherwise than this project of the destination keeps it (rules git-two-sets). */
export const laidOutOtherwise = (
  { selected: { type }, target, entry, existing }: Subject,
  { sourceSide, projection }: Pick<Terms, 'sourceSide' | 'projection'>,
): Refused | undefined => {
  const apart = storedTypes.find((other) => other.apartFrom && (other === type || other.apartFrom.type === type.name));
  const owner = apart && parentOf(apart);
  const project = owner && projection.find(owner.name, entry.names);
  if (!apart || !project || (project.createdBy !== undefined && !existing)) return undefined;
  const isApart = sourceSide.find(apart.name, target) !== undefined;
  const isApartThere = keptAt(apart, entry.names, projection) !== undefined;
  if (isApart === isApartThere || (!isApart && type === apart)) return undefined;
  const says = `The project ${quoted(entry.names[0] ?? '')} of the destination keeps its variables ${isApartThere ? 'in Git' : 'in the database'}, and they were made ready for one that does not. Sync this project in a sync of its own; where it gets a new name, sync again once it has it.`;
  return { kind: 'blocked', reasons: [{ rule: 'variables in Git', says }] };
};

/** Where a change of a type goes that its project keeps in Git, and how that was chosen. */
export interface Committing {
  readonly kept: KeptAt;
  readonly write: GitTarget['write'];
  readonly settings: SyncSettings;
  /** The project of the same repository whose ref the branch is made from; itself, where there is no other. */
  readonly first: KeptAt;
}

/** Why a server would refuse a write to what a project keeps in Git (rules git-protected, git-one-branch, git-no-secret). */
export const refusedInGit = (write: PlannedWrite, committing: Committing): Refused | undefined => {
  const reasons = [...unwritable(committing), ...secretIn(typeNamed(write.type), write)];
  return reasons.length > 0 ? { kind: 'blocked', reasons: [...reasons, ...write.reasons] } : undefined;
};

/** What needs something that is new on a branch: the server wants it on the default branch (rules git-waits). */
export const waitsForMerge = (write: PlannedWrite, creates: ReadonlySet<string>): Refused | undefined => {
  const awaited = write.dependsOn.filter((id) => creates.has(id));
  if (awaited.length === 0) return undefined;
  const says = `It needs ${awaited.map((id) => quoted(id.split('/').slice(2).join('/'))).join(' and ')}, which this changeset makes on a branch: merge that, take a new snapshot, and sync again.`;
  return { kind: 'skipped', reasons: [{ rule: 'new in Git', says }, ...write.reasons] };
};

const unwritable = ({ kept, write, settings, first }: Committing): readonly Reason[] => {
  const { project, settings: repository, ref } = kept;
  const refuse = (says: string): readonly Reason[] => [because(settings, 'gitWrite', says)];
  if (ref === undefined)
    return [
      {
        rule: 'incomplete is not absent',
        says: `It is not known at which ref of its repository the project ${quoted(project)} was read.`,
      },
    ];
  if (write === 'branch') {
    const pattern = protectedPatternsIn(repository).find((one) => matchesPattern(one)(sampleBranch));
    if (pattern === undefined) return first.ref === ref ? [] : [twoBeginnings(first, kept)];
    return refuse(
      `The project ${quoted(project)} protects branches like ${quoted(pattern)}, and so those that octosync makes (octosync/…): the server would refuse the commit. Except them there.`,
    );
  }
  const way = 'Choose gitWrite: branch.';
  const branch = branchIn(ref);
  if (branch === undefined)
    return refuse(`${ref} of the project ${quoted(project)} is no branch, so nothing can be committed to it. ${way}`);
  return isProtectedBranch(repository, branch)
    ? refuse(
        `The project ${quoted(project)} protects the branch ${quoted(branch)}: the server would refuse the commit. ${way}`,
      )
    : [];
};

/** One changeset has one branch in a repository, and a branch begins at one ref (rules git-one-branch). */
const twoBeginnings = (first: KeptAt, { project, ref = '' }: KeptAt): Reason => ({
  rule: 'one branch',
  says: `The project ${quoted(project)} was read at ${ref}, and ${quoted(first.project)}, which is in the same repository, at ${first.ref ?? ''}: one branch cannot begin at both. Sync again once these are applied, or read both at one ref (gitRefs).`,
});

/** Of which digest it is matters to no pattern that people write. */
const sampleBranch = branchOf(`sha256:${'0'.repeat(64)}` as Digest);

/** No file in a repository holds a secret: what would bring one is refused, in whatever step it is (octopus-api branches). */
const secretIn = (type: ResourceType, write: PlannedWrite): readonly Reason[] => {
  const after = write.action === 'create' ? write.document : write.after;
  const places = secretsIn(after);
  if (places.length === 0) return [];
  const which = [...new Set(places)].map((place) => quoted(place)).join(', ');
  return [
    {
      rule: 'no secret in Git',
      says: `A repository holds no sensitive value, and the server would refuse this ${type.singular} for ${which}. Put the value into a sensitive variable on the source, and name that.`,
    },
  ];
};

/** Where there are secrets: the names of what holds each, from the outside in, and its field. */
const secretsIn = (
  value: JsonValue,
  names: readonly string[] = [],
  field: readonly string[] = [],
): readonly string[] => {
  if (isAnySecret(value)) return isSecret(value) && !value.$secret ? [] : [[...names, ...field].join(' / ')];
  if (isList(value)) return value.flatMap((member) => secretsIn(member, names));
  if (!isObject(value)) return [];
  const { Name } = value;
  const within = typeof Name === 'string' && !names.includes(Name) ? [...names, Name] : names;
  return Object.entries(value).flatMap(([own, member]) => secretsIn(member, within, [own]));
};

/** Whether what a change makes is on a branch that somebody has to merge. */
export const isOnBranch = ({ kept: { settings, ref }, write }: Pick<Committing, 'kept' | 'write'>): boolean =>
  write === 'branch' || ref === undefined || branchIn(ref) !== defaultBranchIn(settings);
