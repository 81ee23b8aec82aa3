import { isKeptInGit, parentOf, saysSo, storedTypes, typeNamed, type ResourceType } from '../../catalogue/index.js';
import { itemsOf, whyUnread, type Incompleteness, type Item, type SpaceSnapshot } from '../../model/item.js';
import { isList, isObject, type JsonValue } from '../../model/json.js';
import { keyOf, type Key, type TypeName } from '../../model/names.js';
import type { SyncSettings } from '../../settings/settings.js';
import { mapperFor } from '../select/mapping.js';

/** A type that has in Git what another one has in the database, and which members of its list stay there. */
interface Pair {
  readonly apart: ResourceType;
  readonly whole: ResourceType;
  readonly at: string;
  readonly stays: (member: JsonValue) => boolean;
}

const pairs: readonly Pair[] = storedTypes.flatMap((apart): readonly Pair[] => {
  const { apartFrom } = apart;
  if (!apartFrom) return [];
  const { at, staying } = apartFrom;
  const stays = (member: JsonValue): boolean => isObject(member) && saysSo(member, staying);
  return [{ apart, whole: typeNamed(apartFrom.type), at, stays }];
});

/**
 * The source, or its base, laid out as the destination keeps it (rules git-two-sets): where the destination's project has in Git what
 * the database of the source has in one document, that is two, and the other way round. Each list keeps its order; joined, what the database
 * has comes first, so that what was told apart and joined is as it was. What is new there is in the database.
 */
export const laidOut = (source: SpaceSnapshot, destination: SpaceSnapshot, settings: SyncSettings): SpaceSnapshot =>
  pairs.reduce((laid, pair) => laidOutPair(laid, destination, settings, pair), source);

const laidOutPair = (
  source: SpaceSnapshot,
  destination: SpaceSnapshot,
  settings: SyncSettings,
  pair: Pair,
): SpaceSnapshot => {
  const owner = parentOf(pair.whole);
  if (!owner) return source;
  const wholes = new Map(itemsOf(source, pair.whole.name));
  const aparts = new Map(itemsOf(source, pair.apart.name));
  const unread: Incompleteness[] = [];
  let isAsItWas = true;
  for (const { names } of itemsOf(source, owner.name).values()) {
    const key = keyOf(names);
    const isApart = isToldApart(source, pair.apart.name, names);
    const whole = wholes.get(key);
    const seen = isApart && whole ? withoutUnseen(pair.whole, whole) : whole;
    if (seen && seen !== whole) {
      wholes.set(key, seen);
      isAsItWas = false;
    }
    const wanted = isApartThere(pair.apart, owner, names, destination, settings);
    if (isApart === wanted) continue;
    isAsItWas = false;
    if (wanted) tellApart(key, pair, wholes, aparts);
    else {
      const why = aparts.has(key) ? undefined : whyUnread(source.incomplete, pair.apart.name, names);
      if (why === undefined) join(key, pair, wholes, aparts);
      else {
        // A part of it is not all of it: nothing of it is compared.
        wholes.delete(key);
        unread.push({ type: pair.whole.name, why, of: names });
      }
    }
  }
  if (isAsItWas) return source;
  return {
    ...source,
    items: new Map([...source.items, [pair.whole.name, wholes], [pair.apart.name, aparts]]),
    incomplete: [...source.incomplete, ...unread],
  };
};

/**
 * What the database has of a project that keeps the rest in Git, without what belongs there: a server of 2023 took such values, and nobody
 * saw them (rules git-two-sets). The same item where there is none, and of any other type.
 */
export const withoutUnseen = (type: ResourceType, item: Item): Item => {
  const pair = pairs.find(({ whole }) => whole === type);
  const members = pair && item.document[pair.at];
  if (!pair || !isList(members) || members.every(pair.stays)) return item;
  return { ...item, document: { ...item.document, [pair.at]: members.filter(pair.stays) } };
};

/** Whether a side has of a project two documents, whether or not both could be read. */
export const isToldApart = (side: SpaceSnapshot, apart: TypeName, names: readonly string[]): boolean =>
  itemsOf(side, apart).has(keyOf(names)) ||
  side.incomplete.some((one) => one.of && whyUnread([one], apart, names) !== undefined);

/** As the first of the destination's projects has it that the project becomes. */
const isApartThere = (
  apart: ResourceType,
  owner: ResourceType,
  names: readonly string[],
  destination: SpaceSnapshot,
  settings: SyncSettings,
): boolean => {
  const there = mapperFor(settings)
    .itemNames(owner, names)
    .map((called) => itemsOf(destination, owner.name).get(keyOf(called)))
    .find((found) => found !== undefined);
  return there !== undefined && isKeptInGit(apart, there.document);
};

type Documents = Map<Key, Item>;

const tellApart = (key: Key, { apart, at, stays }: Pair, wholes: Documents, aparts: Documents): void => {
  const whole = wholes.get(key);
  const members = whole?.document[at];
  if (!whole || !isList(members)) return;
  const goes = members.filter((member) => !stays(member));
  wholes.set(key, { ...whole, document: { ...whole.document, [at]: members.filter(stays) } });
  aparts.set(key, { ...whole, type: apart.name, document: { ...whole.document, [at]: goes } });
};

const join = (key: Key, { whole: type, at }: Pair, wholes: Documents, aparts: Documents): void => {
  const apart = aparts.get(key);
  aparts.delete(key);
  if (!apart) return;
  const whole = wholes.get(key) ?? { ...apart, type: type.name, document: { ...apart.document, [at]: [] } };
  const membersOf = ({ document }: Item): readonly JsonValue[] => {
    const members = document[at];
    return isList(members) ? members : [];
  };
  wholes.set(key, { ...whole, document: { ...whole.document, [at]: [...membersOf(whole), ...membersOf(apart)] } });
};
