import { canonicalText } from '../../model/canonical.js';
import { isList, isObject, type JsonValue } from '../../model/json.js';
import { isMarker, isUnresolved } from '../../model/markers.js';
import { segmentsOf, type Segment } from '../../model/pointer.js';
import type { Operation } from '../operation.js';

/**
 * A value that a patch writes, without the markers of what nobody has that stood on the destination already: a dangling account
 * of its own variable stays beside one that goes, as the list is written whole. They stood there if the patch tests such a
 * marker in the same field; whatever else it brings remains, and is refused (rules changeset-checked).
 */
export const withoutKept = (
  patch: readonly Operation[],
): ((value: JsonValue, path: readonly string[]) => JsonValue) => {
  const stood = new Set(patch.flatMap((step) => (step.op === 'test' ? keptIn(step.value, segmentsOf(step.path)) : [])));
  const without = (value: JsonValue, path: readonly Segment[]): JsonValue => {
    if (isKind(value)) return stood.has(placed(value, path)) ? '' : value;
    if (isList(value)) return value.map((item, index) => without(item, [...path, index]));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([field, member]) => [field, without(member, [...path, field])]),
    );
  };
  return stood.size === 0 ? (value) => value : without;
};

const keptIn = (value: JsonValue, path: readonly Segment[]): readonly string[] => {
  if (isKind(value)) return [placed(value, path)];
  if (isList(value)) return value.flatMap((item, index) => keptIn(item, [...path, index]));
  return isObject(value) ? Object.entries(value).flatMap(([field, member]) => keptIn(member, [...path, field])) : [];
};

const isKind = (value: JsonValue): boolean => isUnresolved(value) && isMarker(value);

/** A marker and its field, in whatever item of a list that is: items change places. */
const placed = (marker: JsonValue, path: readonly Segment[]): string =>
  canonicalText([path.map((segment) => (/^(\d+|-)$/.test(String(segment)) ? '*' : segment)), marker]);
