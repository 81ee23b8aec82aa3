import { isAsFound, pairingOf, ruleByField, ruleOf, type FieldRule, type Fields } from '../../../catalogue/index.js';
import { memberKey } from '../../../model/canonical.js';
import {
  isList,
  isNothing,
  isObject,
  objectsOf,
  ownIn,
  sameJson,
  type JsonObject,
  type JsonValue,
} from '../../../model/json.js';
import { foldName } from '../../../model/names.js';
import type { Step } from './element-part.js';
import { mergedOrder } from './order.js';
import { verdictOn, type Sides, type Verdict } from './table.js';
import { mergedText } from './texts.js';

/** The smallest thing that a person would call a change (rules three-way-elements), where the three sides do not agree. */
export interface Element extends Sides<JsonValue> {
  readonly at: readonly Step[];
  readonly verdict: Exclude<Verdict, 'same'>;
  /** Whose word stands: of a conflict, whose was chosen. */
  readonly takes: 'destination' | 'source' | 'merged';
  /** What both together say of a text, where both changed other lines. */
  readonly merged?: string;
  /** A member of a list whose order means nothing. */
  readonly isMember?: true;
  /** The order of a list of named things. */
  readonly isOrder?: true;
}

/** What the options say about elements. */
export interface Choices {
  readonly conflicts: 'leave' | 'source' | 'merge' | 'error';
  readonly removals: 'report' | 'apply';
  /** Whether a person decided that the source's word is to stand there. */
  readonly isSources: (at: readonly Step[]) => boolean;
  /** Whether members of a list may be taken away on the destination at all. */
  readonly isRemovable: (at: readonly Step[]) => boolean;
  /** Lists whose order means nothing are one element each: the dimensions of a scope. */
  readonly wholeLists?: boolean;
}

export interface Merged {
  readonly value: JsonObject;
  readonly elements: readonly Element[];
}

/**
 * What a document, or a part of one, will say: element by element, as the table of three sides has it (rules three-way-table).
 * All sides are in the destination's terms; `base` is undefined where the base has nothing of it.
 */
export const mergeElements = (
  fields: Fields,
  sides: { readonly base: JsonObject | undefined; readonly source: JsonObject; readonly destination: JsonObject },
  choices: Choices,
): Merged => {
  if (sameJson(sides.source, sides.destination)) return { value: sides.destination, elements: [] };
  const elements: Element[] = [];
  const value = mergeFields(fields, sides, [], { choices, elements });
  return { value, elements };
};

interface Merging {
  readonly choices: Choices;
  readonly elements: Element[];
}

type Three = Sides<JsonValue>;

const mergeFields = (fields: Fields, sides: Three, at: readonly Step[], work: Merging): JsonObject => {
  const [base, source, destination] = [sides.base, sides.source, sides.destination].map(asObject);
  const names = [destination, source, base].flatMap((side) => Object.keys(side ?? {}));
  return Object.fromEntries(
    [...new Set(names)].flatMap((field) => {
      const rule = ruleFor(fields, field, source ?? {});
      const of = (side: JsonObject | undefined): JsonValue | undefined => side && ownIn(side, field);
      const three = { base: of(base), source: of(source), destination: of(destination) };
      const value = mergeValue(rule, three, [...at, field], work);
      return value === undefined ? [] : [[field, value] as const];
    }),
  );
};

const asObject = (value: JsonValue | undefined): JsonObject | undefined => (isObject(value) ? value : undefined);

const ruleFor = (fields: Fields, field: string, siblings: JsonObject): FieldRule | undefined => {
  const rule = ruleOf(fields, field);
  return rule?.kind === 'byField' ? ruleByField(rule, siblings) : rule;
};

const mergeValue = (
  rule: FieldRule | undefined,
  three: Three,
  at: readonly Step[],
  work: Merging,
): JsonValue | undefined => {
  const { source, destination } = three;
  const same = sameBy(rule);
  if (same(source ?? null, destination ?? null)) return destination ?? source;
  const pairing = pairingOf(rule);
  if (isObject(source) && isObject(destination)) {
    if (pairing.by === 'field') return mergeFields(pairing.fields, three, at, work);
    if (pairing.by === 'key') return mergeKeys(pairing.values, three, at, work);
  }
  if (isList(source) && isList(destination)) {
    if (pairing.by === 'name') return mergeNamed(pairing, three, at, work);
    const isSet = pairing.by === 'member' || pairing.by === 'content';
    if (isSet && work.choices.wholeLists !== true && !isWhole(rule, three)) return mergeMembers(three, at, work);
  }
  return whole(three, same, at, work);
};

/** What says as little as no value is the same as none. */
const sameBy =
  (rule: FieldRule | undefined) =>
  (one: JsonValue, other: JsonValue): boolean =>
    (isNothing(one) && isNothing(other)) || isAsFound(rule, one, other);

/** A list that narrows where something applies means everything when it is empty: then its members are no elements. */
const isWhole = (rule: FieldRule | undefined, three: Three): boolean =>
  rule !== undefined &&
  'empty' in rule &&
  rule.empty === 'everything' &&
  [three.base, three.source, three.destination].some((side) => isNothing(side ?? null));

/** A field, which has no parts: one side's word, or a text of both. What is emptied on the source is changed there. */
const whole = (
  three: Three,
  same: (one: JsonValue, other: JsonValue) => boolean,
  at: readonly Step[],
  work: Merging,
): JsonValue | undefined => {
  const verdict = verdictOn(asSaid(three), same);
  // A field that is gone from the source is changed there: only items and members of lists are removed.
  return take({ ...three, at, verdict: verdict === 'removed' ? 'source changed' : verdict }, work);
};

/** A field is there on every side: what a side does not say of it is nothing. */
const asSaid = ({ base, source, destination }: Three): Three => ({
  base: base ?? null,
  source: source ?? null,
  destination: destination ?? null,
});

type Decided = Pick<Element, 'at' | 'isMember' | 'isOrder'> & Three & { readonly verdict: Verdict };

/** Takes down an element, and gives what it will say. */
const take = (decided: Decided, { choices, elements }: Merging): JsonValue | undefined => {
  const { verdict, source, destination, ...found } = decided;
  if (verdict === 'same') return destination ?? source;
  const merged = verdict === 'conflict' && choices.conflicts === 'merge' ? mergedText(decided) : undefined;
  const takes = wins({ ...decided, verdict }, merged, choices);
  elements.push({ ...found, verdict, source, destination, takes, ...(merged !== undefined && { merged }) });
  if (takes === 'merged') return merged;
  return takes === 'source' ? source : destination;
};

const wins = (
  { verdict, at }: Pick<Element, 'at' | 'verdict'>,
  merged: string | undefined,
  { conflicts, removals, isSources, isRemovable }: Choices,
): Element['takes'] => {
  switch (verdict) {
    case 'source changed':
    case 'new':
      return 'source';
    case 'own':
      return 'destination';
    case 'removed':
      return (removals === 'apply' || isSources(at)) && isRemovable(at) ? 'source' : 'destination';
    case 'conflict':
      if (isSources(at)) return 'source';
      return merged === undefined ? (conflicts === 'source' ? 'source' : 'destination') : 'merged';
  }
};

/** A map by names: each entry is an element, and so is what is in it. */
const mergeKeys = (values: FieldRule, three: Three, at: readonly Step[], work: Merging): JsonValue => {
  const [base, source, destination] = [three.base, three.source, three.destination].map(
    (side) => new Map(Object.entries(asObject(side) ?? {}).map(([key, value]) => [foldName(key), { key, value }])),
  );
  const keys = [destination, source, base].flatMap((side) => [...(side?.keys() ?? [])]);
  return Object.fromEntries(
    [...new Set(keys)].flatMap((folded) => {
      const of = (side: typeof base): JsonValue | undefined => side?.get(folded)?.value;
      const key = (destination?.get(folded) ?? source?.get(folded) ?? base?.get(folded))?.key ?? '';
      const own = { base: of(base), source: of(source), destination: of(destination) };
      const isOnBoth = own.source !== undefined && own.destination !== undefined;
      const value = isOnBoth
        ? mergeValue(values, own, [...at, key], work)
        : take({ ...own, at: [...at, key], verdict: verdictOn(own, sameBy(values)) }, work);
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
};

/** A list whose order means nothing: each member is there or not. */
const mergeMembers = (three: Three, at: readonly Step[], work: Merging): JsonValue => {
  const members = (side: JsonValue | undefined): ReadonlyMap<string, JsonValue> =>
    new Map((isList(side) ? side : []).map((member) => [memberKey(member), member]));
  const [base, source, destination] = [members(three.base), members(three.source), members(three.destination)];
  return [...new Set([...destination.keys(), ...source.keys()])].flatMap((key) => {
    const own = { base: base.get(key), source: source.get(key), destination: destination.get(key) };
    const value = take({ ...own, at, isMember: true, verdict: verdictOn(own, () => true) }, work);
    return value === undefined ? [] : [value];
  });
};

/** A list of named items: each by its name, then by its fields; their order is an element of its own. */
const mergeNamed = (
  { name: by, fields }: { readonly name: string; readonly fields: Fields },
  three: Three,
  at: readonly Step[],
  work: Merging,
): JsonValue => {
  const [base, source, destination] = [three.base, three.source, three.destination].map((side) =>
    objectsOf(side).map((item) => ({ name: textIn(item, by), item })),
  );
  const rule: FieldRule = { kind: 'nested', fields, others: 'text', dropEmptyLists: false };
  const of = (side: typeof base, name: string): JsonObject | undefined =>
    side?.find((one) => foldName(one.name) === foldName(name))?.item;
  const all = unique([destination, source, base].flatMap((side) => (side ?? []).map((one) => one.name)));
  const merged = new Map<string, JsonObject>();
  for (const name of all) {
    const own = { base: of(base, name), source: of(source, name), destination: of(destination, name) };
    const place = [...at, { by, name }];
    const value =
      own.source && own.destination
        ? mergeValue(rule, own, place, work)
        : take({ ...own, at: place, verdict: verdictOn(own, sameBy(rule)) }, work);
    if (isObject(value)) merged.set(foldName(name), value);
  }
  const namesOf = (side: typeof base): readonly string[] => (side ?? []).map((one) => foldName(one.name));
  const order = mergedOrder(
    {
      base: three.base === undefined ? undefined : namesOf(base),
      source: namesOf(source),
      destination: namesOf(destination),
    },
    [...merged.keys()],
  );
  const stands = take({ ...order.sides, at, isOrder: true, verdict: order.verdict }, work);
  const names = order.verdict === 'conflict' && stands === order.sides.source ? order.asSource : order.names;
  return names.flatMap((name) => merged.get(name) ?? []);
};

const textIn = (item: JsonObject, field: string): string => {
  const value = item[field];
  return typeof value === 'string' ? value : '';
};

const unique = (names: readonly string[]): readonly string[] => [
  ...new Map(names.map((name) => [foldName(name), name] as const)).values(),
];
