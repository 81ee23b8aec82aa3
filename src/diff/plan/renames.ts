import { nounOf } from '../../catalogue/called.js';
import { syncedTypes, type ResourceType } from '../../catalogue/index.js';
import type { Rename } from '../../changeset/changeset.js';
import { InternalError } from '../../model/errors.js';
import { itemId, keyOf, ownName, refOf, type Ref } from '../../model/names.js';
import type { Reason } from '../../model/reason.js';
import { listed, quoted } from '../../model/sentences.js';
import { because, chosen } from '../../settings/chosen.js';
import { settingsFor, type SyncSettings } from '../../settings/settings.js';
import { aboutItem } from '../select/about.js';
import { chainOf, mapperFor } from '../select/mapping.js';
import { probableRenames, type Gone, type ProbableRename, type Sides } from '../select/renames.js';
import type { Selected } from '../select/select.js';
import { withNewNames, type AnyRenaming } from '../terms/renamed.js';
import type { RenamedInside } from '../terms/renamed-inside.js';
import type { BaseSide } from './base-side.js';
import type { Refused } from './planned.js';

/** What is known of renames before anything is decided. */
export interface Renames {
  readonly entries: readonly Rename[];
  /** New items that are not created, because they are probably there under another name (rules rename-report). */
  readonly heldBack: ReadonlyMap<Ref, Refused>;
  /** What an item that gets its new name is called on the destination until then (rules rename-follow). */
  readonly oldNames: ReadonlyMap<Ref, string>;
  /** Items of the destination that the entries name. */
  readonly named: ReadonlySet<Ref>;
  /** The new names that are followed, those of parents first. */
  readonly steps: readonly RenamingStep[];
  /** By document: what became of steps and variables that have probably got another name (rules rename-inside). */
  readonly inside: ReadonlyMap<Ref, RenamedInside>;
  /** Both sides, and the base, under the new names that are followed. */
  readonly sides: Sides;
}

/** New names of items of one type, each in the terms of a side once the steps before it are taken. */
export interface RenamingStep {
  readonly destination: readonly AnyRenaming[];
  readonly base: readonly AnyRenaming[];
}

/** By element: why a new name that was to be followed cannot be given, so that it is only reported. */
export type Unfollowed = ReadonlyMap<string, readonly Reason[]>;

/**
 * Looks for items that the source has given another name, and says what becomes of each: type by type, those of a parent after it,
 * since its own new name is that of its children as well.
 */
export const findRenames = (
  sides: Sides,
  selected: readonly Selected[],
  settings: SyncSettings,
  baseOf?: BaseSide,
  unfollowed: Unfollowed = new Map(),
): Renames => {
  const none: Renames = {
    entries: [],
    heldBack: new Map(),
    oldNames: new Map(),
    named: new Set(),
    steps: [],
    inside: new Map(),
    sides,
  };
  // What a sync without a base has held back is looked at without one: nobody knows what it was then.
  const isUnknown = ({ type, item }: Selected): boolean =>
    baseOf?.(item, itemId(type.name, mapperFor(settings).itemNames(type, item.names)[0] ?? item.names)).isUnknown() ===
    true;
  const withoutBase = selected.filter(isUnknown);
  const ofNoBase = new Set(withoutBase);
  const withBase = selected.filter((one) => !ofNoBase.has(one));
  return parentsFirst.reduce<Renames>((found, type) => {
    const probable = [
      ...probableRenames(type, found.sides, withBase, settings),
      ...probableRenames(type, { ...found.sides, base: undefined }, withoutBase, settings),
    ];
    return probable.length === 0 ? found : withThose(found, probable, settings, unfollowed);
  }, none);
};

const parentsFirst: readonly ResourceType[] = [...syncedTypes].sort(
  (one, other) => chainOf(one).length - chainOf(other).length,
);

const withThose = (
  found: Renames,
  probable: readonly ProbableRename[],
  settings: SyncSettings,
  unfollowed: Unfollowed,
): Renames => {
  const refusalOf = ({ selected: { type }, target }: ProbableRename) => unfollowed.get(itemId(type.name, target));
  const followed = probable.filter((one) => isFollowed(one, settings) && !refusalOf(one));
  const reported = probable.filter((one) => !followed.includes(one));
  const refOfTarget = ({ selected: { type }, target }: ProbableRename): Ref => refOf(type.name, keyOf(target));
  const reports = reported.map(
    (one) => [refOfTarget(one), entryOf(one, found.sides, settings, refusalOf(one) ?? [])] as const,
  );
  const { source, destination, base } = found.sides;
  const step = stepOf(followed);
  return {
    ...found,
    entries: [
      ...found.entries,
      ...reports.map(([, entry]) => entry),
      ...followed.map((one) => entryOf(one, found.sides, settings)),
    ],
    heldBack: new Map([
      ...found.heldBack,
      ...reports.map(([ref, { reasons }]) => [ref, { kind: 'blocked', reasons }] as const),
    ]),
    oldNames: new Map([...found.oldNames, ...followed.map((one) => [refOfTarget(one), oldNameOf(one)] as const)]),
    named: new Set([
      ...found.named,
      ...reported.flatMap(({ candidates }) => candidates.map(({ item }) => refOf(item.type, item.key))),
    ]),
    steps: followed.length === 0 ? found.steps : [...found.steps, step],
    sides: {
      source,
      destination: withNewNames(destination, step.destination),
      base: base && withNewNames(base, step.base),
    },
  };
};

const stepOf = (followed: readonly ProbableRename[]): RenamingStep => ({
  destination: followed.map((one) => ({
    type: one.selected.type.name,
    from: goneOf(one).item.names,
    to: one.target,
  })),
  base: followed.flatMap((one) => {
    const { before } = goneOf(one);
    return before ? [{ type: before.type, from: before.names, to: one.selected.item.names }] : [];
  }),
});

const isProposed = ({ candidates, rivals }: ProbableRename): boolean => candidates.length === 1 && rivals.length === 0;

const isFollowed = (one: ProbableRename, settings: SyncSettings): boolean =>
  isProposed(one) && takesNames(one.selected.type) && chosen(settingsOf(one, settings), 'renames') === 'follow';

/** What is not the server's alone, and whose name is nobody else's: tags are called after their set (rules rename-follow). */
const takesNames = ({ reading, merging, publishes = [] }: ResourceType): boolean =>
  reading.reach === 'space' &&
  merging.existing.fixed !== true &&
  !publishes.some((rule) => rule.kind === 'members' && rule.named === 'canonical');

const settingsOf = ({ selected: { type, item } }: ProbableRename, settings: SyncSettings): SyncSettings =>
  settingsFor(settings, aboutItem(type, item.names));

/** The one candidate of what is proposed. */
const goneOf = ({ candidates: [gone], target }: ProbableRename): Gone => {
  if (!gone) throw new InternalError({ what: `Nothing is proposed for ${target.join(' / ')}.` });
  return gone;
};

const oldNameOf = (one: ProbableRename): string => ownName(goneOf(one).item.names);

const entryOf = (
  one: ProbableRename,
  { base }: Sides,
  settings: SyncSettings,
  /** Why it is not followed although that is wanted. */
  refusal?: readonly Reason[],
): Rename => {
  const { selected, target, candidates } = one;
  const { type, item } = selected;
  const names = candidates.map((gone) => ownName(gone.item.names));
  const follows = refusal === undefined && isFollowed(one, settings);
  const map = isProposed(one) ? { map: mapLine(type.name, ownName(item.names), names[0] ?? '') } : {};
  return {
    id: itemId(type.name, target),
    type: type.name,
    names: target,
    since: base ? 'source' : 'unknown',
    reasons: [reasonFor(one, settingsOf(one, settings), follows), ...(refusal ?? [])],
    candidates: names,
    to: ownName(target),
    ...map,
    follows,
  };
};

/** Why it waits, with what to write so that it goes on (rules rename-report). */
const reasonFor = (one: ProbableRename, settings: SyncSettings, follows: boolean): Reason => {
  const { selected, candidates, rivals } = one;
  const { type, item } = selected;
  const noun = nounOf(type.name);
  const own = ownName(item.names);
  const names = candidates.map((gone) => ownName(gone.item.names));
  const keeps = mapLine(type.name, own, names[0] ?? '');
  const another = mapLine(type.name, own, own);
  if (!isProposed(one)) {
    const also = rivals.length > 0 ? `; so may ${quoted(...rivals)}` : '';
    const says = `The source has probably renamed this ${noun}: it may be ${listed(names.map((name) => quoted(name)))} of the destination${also}. Say which it is (${keeps}), or that it is none of them (${another}).`;
    return { rule: 'rename', says };
  }
  const renamed = `The source has probably renamed the ${noun} ${quoted(...names)} to ${quoted(own)}`;
  if (follows)
    return {
      ...because(settings, 'renames', ''),
      rule: 'rename',
      says: `${renamed}: it gets that name on the destination too, where it stays the same ${noun}. To keep the old name there: ${keeps}.`,
    };
  const follow = takesNames(type) ? ', give it the new one with renames: follow,' : '';
  return {
    ...because(settings, 'renames', ''),
    rule: 'rename',
    says: `${renamed}, so it is not created a second time. Keep the name that the destination has with ${keeps}${follow} or say that it is another one with ${another}.`,
  };
};

/** The line to paste into the configuration. */
const mapLine = (type: string, from: string, to: string): string => `map: { ${type}: { ${yaml(from)}: ${yaml(to)} } }`;

/** A name as YAML has it inside braces: in quotes where it could be read as anything else. */
const yaml = (name: string): string =>
  /^[A-Za-z_][\w .()-]*$/.test(name) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(name) && name === name.trim()
    ? name
    : JSON.stringify(name);
