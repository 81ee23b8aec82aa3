import type { ObjectList } from '../../catalogue/index.js';
import { memberKey } from '../../model/canonical.js';
import { grouped } from '../../model/grouped.js';
import { isList, isObject, sameJson, type JsonObject, type JsonValue } from '../../model/json.js';
import { isSecret } from '../../model/markers.js';
import type { Base, ValueBase } from './context.js';

/** What the server has of the items of a list. */
export interface Pairs {
  /** Of each item, in its place; undefined of what the server does not have. */
  readonly of: readonly (Base | undefined)[];
  /** The places of items that keep a secret of the server, of which it cannot be told which one. */
  readonly unclear: ReadonlySet<number>;
}

/**
 * For each item of a list, what the server has of it: by name, where items have one. Where they have none, first what says the
 * same, wherever it stood: something before it may have gone, and an ID, a secret or a reference that leads nowhere must not
 * pass to a neighbour. Then what is called the same and says most of the same; of what is renamed, what stood in its place
 * (rules always-secrets).
 */
export const pairItems = (
  rule: ObjectList,
  items: readonly JsonValue[],
  { raw, value }: ValueBase,
  oldNames: ReadonlyMap<string, string>,
): Pairs => {
  if (!isList(raw) || !isList(value)) return { of: [], unclear: new Set() };
  const { by, position: positionField } = rule;
  const rawInOrder = positionField
    ? [...raw].sort((one, other) => numberIn(one, positionField) - numberIn(other, positionField))
    : raw;
  const pairs = value.map((document, index) => {
    const counterpart = rawInOrder[index];
    return isObject(document) && isObject(counterpart) ? { document, raw: counterpart } : undefined;
  });
  if (by === undefined) return pairsWithoutName(rule, items, pairs);
  const byName = new Map(pairs.flatMap((pair) => (pair ? [[memberKey(pair.document[by]), pair] as const] : [])));
  const found = items.map((item) => {
    const name = isObject(item) ? memberKey(item[by]) : '';
    return byName.get(name) ?? byName.get(oldNames.get(name) ?? name);
  });
  return { of: found, unclear: new Set() };
};

/** One of the items of a list, or of what the server has of them. */
interface Placed {
  readonly at: number;
  readonly document: JsonObject;
}

const pairsWithoutName = (
  { called }: ObjectList,
  items: readonly JsonValue[],
  pairs: readonly (Base | undefined)[],
): Pairs => {
  const found = new Map<number, number>();
  const taken = new Set<number>();
  const unclear = new Set<number>();
  const openItems = (): readonly Placed[] =>
    items.flatMap((item, at) => (isObject(item) && !found.has(at) ? [{ at, document: item }] : []));
  const openPairs = (): readonly Placed[] =>
    pairs.flatMap((pair, at) => (pair && !taken.has(at) ? [{ at, document: pair.document }] : []));
  const pairUp = (item: number, pair: number): void => {
    found.set(item, pair);
    taken.add(pair);
  };
  for (const item of openItems()) {
    const isSame = (pair: Pick<Base, 'document'> | undefined): boolean => sameJson(item.document, pair?.document);
    const own =
      !taken.has(item.at) && isSame(pairs[item.at])
        ? item.at
        : pairs.findIndex((pair, at) => pair !== undefined && !taken.has(at) && isSame(pair));
    if (own !== -1) pairUp(item.at, own);
  }
  if (called !== undefined) {
    const nameOf = ({ document }: Placed): string => memberKey(document[called]);
    // What pairs up with what of the same name leaves those of another name as they are.
    const pairsCalled = grouped(openPairs(), nameOf);
    for (const [name, itemsCalled] of grouped(openItems(), nameOf)) {
      const group = pairsInGroup(itemsCalled, pairsCalled.get(name) ?? []);
      for (const [item, pair] of group.found) pairUp(item, pair);
      for (const item of group.unclear) unclear.add(item);
    }
  }
  // Of secrets that are renamed the order tells which is which, unless one of them goes.
  const [keeping, secrets] = [openItems().filter(keepsOne), openPairs().filter(keepsOne)];
  for (const [index, item] of keeping.entries()) {
    const pair = secrets[index];
    if (keeping.length !== secrets.length) unclear.add(item.at);
    else if (pair) pairUp(item.at, pair.at);
  }
  // What else is renamed stays in its place; where something has gone or come, a place says nothing.
  if (called === undefined || items.length === pairs.length)
    for (const { at } of openItems().filter((item) => !keepsOne(item))) if (pairs[at] && !taken.has(at)) pairUp(at, at);
  return { of: items.map((_item, at) => pairs[found.get(at) ?? -1]), unclear };
};

/**
 * Of things that are called the same: those that say most of the same belong together. Where that does not tell, what stands
 * in its place, or else the first. But a place does not tell whose a secret is where one of several goes: that is unclear.
 */
const pairsInGroup = (items: readonly Placed[], pairs: readonly Placed[]) => {
  const keeping = items.filter(keepsOne);
  const secrets = pairs.filter(keepsOne);
  const noneGoes = keeping.length === secrets.length;
  const isInPlace = (item: Placed, pair: Placed): boolean =>
    noneGoes && keepsOne(item) ? keeping.indexOf(item) === secrets.indexOf(pair) : item.at === pair.at;
  const candidates = items
    .flatMap((item) =>
      pairs.map((pair) => ({ item, pair, alike: likeness(item.document, pair.document), own: isInPlace(item, pair) })),
    )
    .sort((one, other) => other.alike - one.alike || Number(other.own) - Number(one.own));
  const found = new Map<number, number>();
  const unclear = new Set<number>();
  const taken = new Set<number>();
  const isTied = ({ item, pair, alike }: (typeof candidates)[number]): boolean =>
    candidates.some(
      (other) => other.item === item && other.pair !== pair && other.alike === alike && !taken.has(other.pair.at),
    );
  for (const candidate of candidates) {
    const { item, pair } = candidate;
    if (found.has(item.at) || taken.has(pair.at)) continue;
    if (!noneGoes && keepsOne(item) && isTied(candidate)) unclear.add(item.at);
    found.set(item.at, pair.at);
    taken.add(pair.at);
  }
  return { found, unclear };
};

const keepsOne = ({ document }: Placed): boolean => keepsSecret(document);

/** Whether something in it is a secret that the server has. */
const keepsSecret = (value: JsonValue): boolean => {
  if (isSecret(value)) return value.$secret;
  if (isList(value)) return value.some(keepsSecret);
  return isObject(value) && Object.values(value).some(keepsSecret);
};

/** How much two values say alike: each member that is the same counts, however deep it stands. */
const likeness = (one: JsonValue, other: JsonValue): number => {
  const whole = sameJson(one, other) ? 1 : 0;
  if (isList(one) && isList(other))
    return whole + one.filter((member) => other.some((there) => sameJson(member, there))).length;
  if (!isObject(one) || !isObject(other)) return whole;
  return Object.entries(one).reduce((sum, [field, member]) => {
    const there = Object.hasOwn(other, field) ? other[field] : undefined;
    return there === undefined ? sum : sum + likeness(member, there);
  }, whole);
};

const numberIn = (item: JsonValue, field: string): number => {
  const value = isObject(item) ? item[field] : undefined;
  return typeof value === 'number' ? value : 0;
};
