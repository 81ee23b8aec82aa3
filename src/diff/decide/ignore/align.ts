import { pairingOf, ruleByField, ruleOf, type FieldRule, type Fields, type Pairing } from '../../../catalogue/index.js';
import { isList, isObject, ownIn, type JsonObject, type JsonValue } from '../../../model/json.js';
import { isMarker } from '../../../model/markers.js';
import { foldName } from '../../../model/names.js';
import type { Step } from '../three-way/element-part.js';
import type { Ignoring, Means, Where } from './rules.js';

/** A place that a rule is about, and that one side has at least. */
export interface Touched {
  readonly ignoring: Ignoring;
  readonly at: readonly Step[];
  readonly where: Where;
}

/** The documents of an item: what the source says, and what it said at earlier times. */
export interface SourceSides {
  readonly source: JsonObject;
  readonly base: JsonObject | undefined;
  readonly moved: JsonObject | undefined;
}

interface Aligning {
  readonly ignoring: Ignoring;
  readonly touched: Touched[];
  /** The destination has nothing of the item yet: what is new comes whole, or not at all. */
  readonly isNew: boolean;
  /** What only the destination has would go otherwise, unless the source seems to have it as well. */
  readonly addsLone: boolean;
}

type Sides = { readonly [Side in keyof SourceSides]: JsonValue | undefined };

/**
 * Makes the source's side say what the destination says wherever a path leads, then and now, so that there is no difference to
 * decide (rules ignore-place). What only the source has goes where the rule means any side, or where the base says that the
 * destination has removed it.
 */
export const alignAt = (
  fields: Fields,
  path: readonly Means[],
  sides: SourceSides,
  destination: JsonObject,
  work: Aligning,
): SourceSides => {
  const rule: FieldRule = { kind: 'nested', fields, others: 'text', dropEmptyLists: false };
  const { source, base, moved } = alignValue(rule, path, sides, destination, [], work);
  return {
    source: objectOr(source, sides.source),
    base: objectOr(base, sides.base),
    moved: objectOr(moved, sides.moved),
  };
};

const objectOr = <Other>(value: JsonValue | undefined, other: Other): JsonObject | Other =>
  isObject(value) ? value : other;

const alignValue = (
  rule: FieldRule | undefined,
  path: readonly Means[],
  sides: Sides,
  destination: JsonValue | undefined,
  at: readonly Step[],
  work: Aligning,
): Sides => {
  const pairing = pairingOf(rule);
  if (pairing.by === 'name') return alignNamed(pairing, path, sides, destination, at, work);
  const { source } = sides;
  // What is new comes whole.
  if (isPlain(source) && destination === undefined) work.ignoring.found();
  if (!isPlain(source) || !isPlain(destination)) return sides;
  return alignMembers((field) => memberRule(pairing, field, source), path, sides, destination, at, work);
};

const isPlain = (value: JsonValue | undefined): value is JsonObject => isObject(value) && !isMarker(value);

const memberRule = (pairing: Pairing, field: string, siblings: JsonObject): FieldRule | undefined => {
  if (pairing.by === 'key') return pairing.values;
  const rule = 'fields' in pairing ? ruleOf(pairing.fields, field) : undefined;
  return rule?.kind === 'byField' ? ruleByField(rule, siblings) : rule;
};

const alignMembers = (
  ruleFor: (field: string) => FieldRule | undefined,
  [means = () => false, ...deeper]: readonly Means[],
  sides: Sides,
  destination: JsonObject,
  at: readonly Step[],
  work: Aligning,
): Sides => {
  const fields = [sides.source, destination].flatMap((side) => (isObject(side) ? Object.keys(side) : []));
  let aligned = sides;
  for (const field of new Set(fields.filter(means))) {
    const own = ownIn(destination, field);
    const of = mapSides(aligned, (side) => (isObject(side) ? ownIn(side, field) : undefined));
    const place = [...at, field];
    const isLeaf = deeper.length === 0;
    if (isLeaf && work.isNew) {
      work.ignoring.found();
      continue;
    }
    const next = isLeaf ? leaf(of, own, place, work) : alignValue(ruleFor(field), deeper, of, own, place, work);
    if (next !== of)
      aligned = mapBoth(aligned, next, (side, value) => (isObject(side) ? withMember(side, field, value) : side));
  }
  return aligned;
};

/** What a place is to say on the source's side. */
const leaf = (sides: Sides, destination: JsonValue | undefined, at: readonly Step[], work: Aligning): Sides => {
  const { ignoring, touched } = work;
  const { source, base } = sides;
  ignoring.found();
  if (destination === undefined && !ignoring.isAny && base === undefined) return sides;
  const where = destination === undefined ? 'source' : source === undefined ? 'destination' : 'both';
  touched.push({ ignoring, at, where });
  return { source: destination, base: destination, moved: destination };
};

/** Items of a list by their names. A list that the destination has not got has no items. */
const alignNamed = (
  { name: by, fields }: { readonly name: string; readonly fields: Fields },
  [means = () => false, ...deeper]: readonly Means[],
  sides: Sides,
  destination: JsonValue | undefined,
  at: readonly Step[],
  work: Aligning,
): Sides => {
  const nameOf = (item: JsonValue): string => {
    const name = isObject(item) ? item[by] : undefined;
    return typeof name === 'string' ? name : '';
  };
  const itemsOf = (list: JsonValue | undefined): readonly JsonValue[] => (isList(list) ? list : []);
  const find = (list: JsonValue | undefined, name: string): JsonValue | undefined =>
    itemsOf(list).find((item) => foldName(nameOf(item)) === foldName(name));
  const all = [...itemsOf(destination), ...itemsOf(sides.source)].map(nameOf).filter(means);
  const rule: FieldRule = { kind: 'nested', fields, others: 'text', dropEmptyLists: false };
  let aligned = sides;
  for (const name of uniqueNames(all)) {
    const own = find(destination, name);
    const of = mapSides(aligned, (side) => find(side, name));
    const place = [...at, { by, name }];
    const next = deeper.length === 0 ? leafItem(of, own, place, work) : alignValue(rule, deeper, of, own, place, work);
    if (next === of) continue;
    aligned = mapBoth(aligned, next, (side, value) => {
      if (!isList(side)) return side;
      const index = side.findIndex((item) => foldName(nameOf(item)) === foldName(name));
      if (value === undefined) return side.filter((_, position) => position !== index);
      return index === -1 ? [...side, value] : side.with(index, value);
    });
  }
  return aligned;
};

/** What only the destination has is no news for the base, and the source has it only where it would go otherwise. */
const leafItem = (sides: Sides, destination: JsonValue | undefined, at: readonly Step[], work: Aligning): Sides => {
  const next = leaf(sides, destination, at, work);
  if (next === sides || sides.source !== undefined || work.addsLone) return next;
  return { source: undefined, base: undefined, moved: undefined };
};

const uniqueNames = (names: readonly string[]): readonly string[] => [
  ...new Map(names.map((name) => [foldName(name), name])).values(),
];

const mapSides = (sides: Sides, of: (side: JsonValue | undefined) => JsonValue | undefined): Sides => ({
  source: of(sides.source),
  base: of(sides.base),
  moved: of(sides.moved),
});

const mapBoth = (
  sides: Sides,
  next: Sides,
  of: (side: JsonValue | undefined, value: JsonValue | undefined) => JsonValue | undefined,
): Sides => ({
  source: of(sides.source, next.source),
  base: of(sides.base, next.base),
  moved: of(sides.moved, next.moved),
});

const withMember = (side: JsonObject, field: string, value: JsonValue | undefined): JsonObject => {
  if (value !== undefined) return { ...side, [field]: value };
  return Object.fromEntries(Object.entries(side).filter(([name]) => name !== field));
};
