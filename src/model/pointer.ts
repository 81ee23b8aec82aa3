import { isList, isObject, type JsonValue } from './json.js';
import type { Branded } from './names.js';

/** A place within a document, as a JSON pointer (RFC 6901): `/Steps/0/Properties/a~1b`. */
export type Pointer = Branded<string, 'Pointer'>;

/** A field of an object, or the position of an item of a list. */
export type Segment = string | number;

/** The document itself. */
export const ROOT = '' as Pointer;

/** The place that a path of fields and positions leads to. */
export const pointerOf = (path: readonly Segment[]): Pointer => path.reduce<Pointer>(below, ROOT);

/** The place of a field or of an item of a list in what stands at a place. */
export const below = (place: Pointer, segment: Segment): Pointer => `${place}/${escaped(segment)}` as Pointer;

/** Most fields have nothing to escape. */
const escaped = (segment: Segment): Segment =>
  typeof segment === 'string' && /[~/]/.test(segment) ? segment.replaceAll('~', '~0').replaceAll('/', '~1') : segment;

/** A place within what stands at a place, seen from the whole document. */
export const under = (place: Pointer, inner: Pointer): Pointer => `${place}${inner}` as Pointer;

/** The inverse of `under`: a place seen from what stands at `outer`; undefined for a place that is not in it. */
export const seenFrom = (outer: Pointer, place: Pointer): Pointer | undefined =>
  place === outer || place.startsWith(`${outer}/`) ? (place.slice(outer.length) as Pointer) : undefined;

/** The place of the object or list that a place is in; of the document itself, the document. */
export const around = (place: Pointer): Pointer => place.slice(0, Math.max(place.lastIndexOf('/'), 0)) as Pointer;

/** The fields and positions that lead to a place, outermost first. */
export const segmentsOf = (place: Pointer): readonly string[] => place.split('/').slice(1).map(unescaped);

const unescaped = (segment: string): string =>
  segment.includes('~') ? segment.replaceAll('~1', '/').replaceAll('~0', '~') : segment;

/** The field of the document that a place is in; the empty text for the document itself. */
export const fieldOf = (place: Pointer): string => unescaped(place.split('/', 2)[1] ?? '');

/** What stands at a place; undefined where there is no such place. */
export const valueAt = (document: JsonValue, place: Pointer): JsonValue | undefined =>
  segmentsOf(place).reduce<JsonValue | undefined>(memberOf, document);

const memberOf = (value: JsonValue | undefined, segment: string): JsonValue | undefined => {
  if (isList(value)) return /^\d+$/.test(segment) ? value[Number(segment)] : undefined;
  return isObject(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
};
