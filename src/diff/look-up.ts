import type { Reference } from '../catalogue/index.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import { isBuiltInId, isTypedReference, isUnresolved, type TypedReference } from '../model/markers.js';
import type { Projection } from './projection.js';

/** From where a reference is looked up. */
export interface Viewpoint {
  readonly projection: Projection;
  /** The names of the item that refers, its parents' first. */
  readonly names: readonly string[];
  /** Collects the ids of the changes that bring about what was found. */
  readonly needs: Set<string>;
}

/** The destination's own spelling of what a reference means; undefined if it does not exist there. */
export const lookUp = (
  rule: Reference,
  value: JsonValue,
  siblings: JsonObject,
  from: Viewpoint,
): JsonValue | undefined => {
  if (typeof value === 'string') {
    if (isBuiltInId(value)) return value;
    const owner = rule.within === undefined ? undefined : siblings[rule.within];
    const target =
      typeof owner === 'string'
        ? from.projection.resolveExactly(rule.to, [owner, value])
        : from.projection.resolve(rule.to, value, from.names);
    if (target?.createdBy !== undefined) from.needs.add(target.createdBy);
    return target?.name;
  }
  return isTypedReference(value) ? lookUpTyped(value, from) : undefined;
};

/** The same for a reference that says its type and parents itself. */
export const lookUpTyped = (
  value: TypedReference,
  { projection, needs }: Omit<Viewpoint, 'names'>,
): JsonValue | undefined => {
  const { type, names } = value.$reference;
  const target = projection.resolveExactly([type], names);
  if (target?.createdBy !== undefined) needs.add(target.createdBy);
  return target && value;
};

/** True when the destination could not be read whole: what is not found may be there (sync-rules §9). */
export const isUnknown = ({ to }: Reference, projection: Projection): boolean =>
  to.some((type) => projection.whyUnknown(type) !== undefined);

/** A reference as a reviewer reads it. */
export const describe = (value: JsonValue): string => {
  if (typeof value === 'string') return value;
  if (isUnresolved(value)) return value.$unresolved;
  if (isTypedReference(value)) return value.$reference.names.join(' / ');
  return JSON.stringify(value);
};
