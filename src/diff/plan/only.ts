import { calledOf } from '../../catalogue/called.js';
import {
  bornSaying,
  documentSays,
  parentNames,
  parentOf,
  saysSo,
  syncedTypes,
  type ResourceType,
} from '../../catalogue/index.js';
import type { Entry } from '../../changeset/changeset.js';
import { parseFilter } from '../../model/filter.js';
import { isPartial, itemsOf, unreadIn, type Item, type SpaceSnapshot } from '../../model/item.js';
import { BUILT_IN } from '../../model/markers.js';
import { itemId, keyOf, ownName, refOf, type Ref } from '../../model/names.js';
import { ROOT } from '../../model/pointer.js';
import { settingsFor, type SyncSettings } from '../../settings/settings.js';
import { aboutItem } from '../select/about.js';
import { mapperFor, mappedSource } from '../select/mapping.js';
import { isOn } from '../select/mode.js';
import type { Sides } from '../select/renames.js';
import type { Selected } from '../select/select.js';
import { changedSince, type Lone } from './changed-since.js';
import { isCalledAsBorn } from './born.js';
import type { Plan } from './planned.js';

/** What only the destination has, by what became of it: it is in one of these lists, and never a change. */
export type Alone = Pick<Plan, 'only' | 'removed' | 'conflicts'>;

/**
 * What only the destination has, of what is selected and inside what is selected (rules only-destination). With a base: what
 * the source has removed since then, apart from what the destination has made its own (rules only-removed). What every server
 * makes by itself is not meant. `told`: what is said elsewhere already, such as the old name of something renamed.
 */
export const onlyOnDestination = (
  sides: Sides,
  selected: readonly Selected[],
  settings: SyncSettings,
  told: ReadonlySet<Ref> = new Set(),
): Alone => {
  const { destination, base } = sides;
  const found = lackedBySource(sides, selected, settings).filter(
    ({ type, item }) => !told.has(refOf(type.name, item.key)),
  );
  if (!base) return { only: found.map((one) => entryOf(one, 'unknown', onlyHere(one))), removed: [], conflicts: [] };
  const before = mappedSource(base, mapperFor(settings));
  const gone = found.filter(({ type, item }) => itemsOf(before, type.name).has(item.key));
  const changed = changedSince(base, gone, destination, settings);
  const isGone = new Set(gone);
  return {
    only: found.filter((one) => !isGone.has(one)).map((one) => entryOf(one, 'destination', ownHere(one))),
    removed: gone.filter((one) => !changed.has(one)).map((one) => entryOf(one, 'source', removedThere(one))),
    conflicts: gone
      .filter((one) => changed.has(one))
      .map((one) => ({
        ...entryOf(one, 'both', changedHere(one)),
        at: ROOT,
        base: ownName(one.item.names),
        destination: ownName(one.item.names),
        takes: 'destination',
      })),
  };
};

/**
 * The items of the destination that a filter means, or that are inside what is selected, and that the source has under no name.
 * Where the source was not read whole, nobody can say that (rules incomplete-unknown), nor of what a project keeps in Git and could not be
 * read there (rules git-unread).
 */
export const lackedBySource = (
  { source, destination }: Pick<Sides, 'source' | 'destination'>,
  selected: readonly Selected[],
  settings: SyncSettings,
): readonly Lone[] => {
  const mapped = mappedSource(source, mapperFor(settings));
  const isUnread = unreadIn(mapped.incomplete);
  const owners = ownersIn(selected, settings);
  const { version } = destination.identity;
  return syncedTypes.flatMap((type) => {
    if (type.identity.kind === 'onePerParent' || isUnknown(source, type) || isUnknown(destination, type)) return [];
    const isMeant = type.parent ? meantInside(type, owners, settings) : meantByFilter(type, settings);
    return [...itemsOf(destination, type.name).values()]
      .filter(
        (item) =>
          isMeant(item) &&
          !itemsOf(mapped, type.name).has(item.key) &&
          !isUnread(type.name, item.key) &&
          !isMadeByServers(type, item, version),
      )
      .map((item) => ({ type, item }));
  });
};

const isUnknown = ({ incomplete, absent }: SpaceSnapshot, type: ResourceType): boolean =>
  absent.has(type.name) || isPartial(incomplete, type.name);

type Means = (item: Item) => boolean;

const meantByFilter = ({ name, selecting }: ResourceType, settings: SyncSettings): Means => {
  const filter = selecting.how === 'byFilter' ? settings.select[selecting.withFilterOf ?? name]?.value : undefined;
  if (filter === undefined) return () => false;
  const { includes } = parseFilter(filter);
  return ({ names }) => includes(ownName(names));
};

/** The names on the destination of what is selected, with the settings that hold for it. */
type Owners = ReadonlyMap<Ref, SyncSettings>;

const ownersIn = (selected: readonly Selected[], settings: SyncSettings): Owners =>
  new Map(
    selected
      .filter(({ addsOnly }) => !addsOnly)
      .flatMap(({ type, item }) =>
        mapperFor(settings)
          .itemNames(type, item.names)
          .map((names) => [refOf(type.name, keyOf(names)), settingsFor(settings, aboutItem(type, item.names))]),
      ),
  );

const meantInside = (type: ResourceType, owners: Owners, settings: SyncSettings): Means => {
  const parent = parentOf(type);
  const filter = type.selecting.how === 'withParentByFilter' ? settings.select[type.name]?.value : undefined;
  const includes = filter === undefined ? (): boolean => true : parseFilter(filter).includes;
  return ({ names }) => {
    const own = parent && owners.get(refOf(parent.name, keyOf(parentNames(type, names))));
    return own !== undefined && isOn(type.selecting.when, own) && includes(ownName(names));
  };
};

/** What is there on every server, or what no tool can sync (rules names-built-in, never-cloned, project-born). */
const isMadeByServers = (type: ResourceType, { names, document }: Item, version: string): boolean => {
  const { merging } = type;
  if (BUILT_IN in document || (merging.unsupported ?? []).some((rule) => saysSo(document, rule))) return true;
  if (!type.parent && merging.onlyOne !== undefined && document[merging.onlyOne] === true) return true;
  const born = bornSaying(type, version);
  return born !== undefined && isCalledAsBorn(type, ownName(names)) && documentSays(type.fields, document, born);
};

const entryOf = ({ type, item: { names } }: Lone, since: NonNullable<Entry['since']>, says: string): Entry => ({
  id: itemId(type.name, names),
  type: type.name,
  names,
  since,
  reasons: [
    { rule: since === 'source' || since === 'both' ? 'removed on the source' : 'only on the destination', says },
  ],
});

const onlyHere = (one: Lone): string => `Only the destination has ${called(one)}; it stays as it is.`;

const ownHere = (one: Lone): string =>
  `The source had no ${called(one)} at the last sync either: it is the destination's own, and stays.`;

const removedThere = (one: Lone): string =>
  `The source has removed ${called(one)} since the last sync, and the destination has it as it was then. octosync never deletes a whole resource: delete it on the destination by hand where that is meant.`;

const changedHere = (one: Lone): string =>
  `The source has removed ${called(one)} since the last sync, and the destination has changed it. It stays; octosync never deletes a whole resource.`;

const called = ({ type, item: { names } }: Lone): string => calledOf({ type: type.name, names });
