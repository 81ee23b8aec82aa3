import type { OtherKind, Reference } from '../../catalogue/index.js';
import { plainText } from '../../model/canonical.js';
import type { JsonObject, JsonValue } from '../../model/json.js';
import { isBuiltInId, isTypedReference, isUnresolved, type TypedReference } from '../../model/markers.js';
import type { ChangeId, ThingName } from '../../model/names.js';
import { ownOf, type Mapper } from '../select/mapping.js';
import type { Projection, Target } from './projection.js';

/** From where a reference is looked up. */
export interface Viewpoint {
  /** The item that refers, as logs name it. */
  readonly of: () => string;
  readonly projection: Projection;
  readonly mapper: Mapper;
  /** The names of the item that refers, its parents' first. */
  readonly names: readonly string[];
  /** What the item belongs to, if that is one of several that a parent is mapped to (rules names-map-several). */
  readonly child: string | undefined;
  /** Collects the ids of the changes that bring about what was found. */
  readonly needs: Set<ChangeId>;
  /** What was looked up from here already, by rule and name: the same as long as nothing is decided. */
  readonly known: Map<Reference, Map<string, LookedUp>>;
}

/**
 * What a reference means on the destination (rules names-reference): more than one thing where a project is mapped to
 * several.
 */
export interface LookedUp {
  /** The destination's own spelling of each. */
  readonly names: readonly JsonValue[];
  /** What does not exist there. */
  readonly lost: readonly string[];
  /** What kind of thing that is, where the reference may mean several. */
  readonly kind?: ThingName;
}

export const lookUp = (rule: Reference, value: JsonValue, siblings: JsonObject, from: Viewpoint): LookedUp => {
  if (typeof value !== 'string' || rule.within !== undefined) return lookUpAnew(rule, value, siblings, from);
  const ofRule = from.known.get(rule) ?? new Map<string, LookedUp>();
  const found = ofRule.get(value) ?? lookUpAnew(rule, value, siblings, from);
  from.known.set(rule, ofRule.set(value, found));
  return found;
};

const lookUpAnew = (rule: Reference, value: JsonValue, siblings: JsonObject, from: Viewpoint): LookedUp => {
  const found = lookUpSilently(rule, value, siblings, from);
  from.projection.hear?.({
    kind: 'lookup',
    for: from.of(),
    types: rule.to,
    name: describe(value),
    found: found.names.map(describe),
  });
  return found;
};

const lookUpSilently = (rule: Reference, value: JsonValue, siblings: JsonObject, from: Viewpoint): LookedUp => {
  if (typeof value === 'string' && isBuiltInId(value)) return { names: [value], lost: [] };
  if (typeof value !== 'string') {
    const found = isTypedReference(value) ? lookUpTyped(value, from) : undefined;
    if (found !== undefined) return { names: [found], lost: [] };
    return { names: [], lost: [describe(value)], ...(isTypedReference(value) && { kind: value.$reference.type }) };
  }
  const owner = rule.within === undefined ? undefined : siblings[rule.within];
  const targets = typeof owner === 'string' ? [within(rule, owner, value, from)] : named(rule, value, from);
  for (const { target } of targets) if (target?.createdBy !== undefined) from.needs.add(target.createdBy);
  return {
    names: targets.flatMap(({ target }) => (target ? [target.name] : [])),
    lost: targets.flatMap(({ target, called }) => (target ? [] : [called])),
  };
};

interface Sought {
  /** As it is called on the destination. */
  readonly called: string;
  readonly target: Target | undefined;
}

/** A thing inside what the field beside the reference names, which may itself be the item's own: a step of its project. */
const within = (
  { to }: Reference,
  owner: string,
  value: string,
  { projection, mapper, names, child }: Viewpoint,
): Sought => ({
  called: value === '' ? `the package of ${owner}` : value,
  target: to
    .map(
      (type) =>
        projection.resolveExactly([type], mapper.thingNames(type, [owner, value], child)) ??
        projection.resolveExactly([type], [...names.slice(0, 1), owner, value]),
    )
    .find((found) => found !== undefined),
});

const named = (
  { to, kinds }: Reference,
  value: string,
  { projection, mapper, names, child }: Viewpoint,
): readonly Sought[] => {
  const several = mapper.isEmpty
    ? undefined
    : to.map((type) => mapper.namesFor(type, value)).find((mapped) => mapped.length > 1);
  const called = several ? ownOf(several, child) : [undefined];
  const targetOf = (one: string | undefined): Target | undefined => {
    for (const type of to) {
      const name = one ?? mapper.nameFor(type, value);
      if (projection.otherKindOf([type], [name], kinds)) continue;
      const found = projection.resolve([type], name, names);
      if (found) return found;
    }
    return undefined;
  };
  return called.map((one) => ({ called: one ?? mapper.nameFor(to[0], value), target: targetOf(one) }));
};

/** The same for a reference that says its type and parents itself. */
export const lookUpTyped = (
  value: TypedReference,
  { projection, mapper, needs, child }: Pick<Viewpoint, 'projection' | 'mapper' | 'needs' | 'child'>,
): JsonValue | undefined => {
  const { type, names } = value.$reference;
  if (isBuiltInId(names[0] ?? '')) return value;
  const mapped = mapper.thingNames(type, names, child);
  const target = projection.resolveExactly([type], mapped);
  if (target?.createdBy !== undefined) needs.add(target.createdBy);
  return target && { $reference: { type, names: target.names } };
};

/** How what has the name of such a reference on the destination is another thing (rules seen-in-diff). */
export const otherKindOf = (
  { $reference: { type, names } }: TypedReference,
  { projection, mapper, child }: Pick<Viewpoint, 'projection' | 'mapper' | 'needs' | 'child'>,
): OtherKind | undefined => projection.otherKindOf([type], mapper.thingNames(type, names, child));

/**
 * True when nobody knows what a reference that was not found means, because a side could not be read whole
 * (rules incomplete-unknown): it may be there on the destination, or the source does not tell its name.
 */
export const isUnknown = (
  { to }: Reference,
  values: readonly JsonValue[],
  { projection, names }: Pick<Viewpoint, 'projection' | 'names'>,
): boolean => {
  // What is in Git is its project's own: that of the item, unless the reference names another.
  const within = (value: JsonValue): readonly string[] =>
    (isTypedReference(value) ? value.$reference.names : names).slice(0, 1);
  return to.some((type) =>
    values.some(
      (value) =>
        projection.whyUnknown(type, within(value)) !== undefined ||
        (isUnresolved(value) && projection.mayBeOf(type, within(value))),
    ),
  );
};

/** A reference as a reviewer reads it. */
export const describe = (value: JsonValue): string => {
  if (typeof value === 'string') return value;
  if (isUnresolved(value)) return value.$unresolved;
  if (isTypedReference(value)) return value.$reference.names.join(' / ');
  return plainText(value);
};
