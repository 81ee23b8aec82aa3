import type { Static } from '@sinclair/typebox';
import jsonpatch from 'fast-json-patch';
import type { JsonObject, JsonValue } from '../model/json.js';
import { segmentsOf } from '../model/pointer.js';
import type { add, move, remove, replace, test } from './operation-shape.js';

/* The one door to fast-json-patch: everything else knows these five steps and no library. */

/** What must stand at a place: what follows it is not done where something else does. */
export type Test = Static<typeof test>;
/** A value that comes: a new field, or an item of a list, before the one that has its position now. */
export type Add = Static<typeof add>;
/** A value that takes the place of another. */
export type Replace = Static<typeof replace>;
/** A value that goes. */
export type Remove = Static<typeof remove>;
/** An item of a list that goes elsewhere in it: how a reordered process is said. */
export type Move = Static<typeof move>;

/** One step of a patch (RFC 6902), in the kinds that octosync makes. */
export type Operation = Test | Add | Replace | Remove | Move;

/** Takes a step on a document, which is changed. False, and no change, where the document does not let it be taken. */
export const applies = (document: JsonObject, operation: Operation): boolean => {
  try {
    jsonpatch.applyOperation(document, operation, true, true);
    return true;
  } catch {
    return false;
  }
};

/** The values that a patch brings. */
export const broughtBy = (patch: readonly Operation[]): readonly (Add | Replace)[] =>
  patch.filter((operation) => operation.op === 'add' || operation.op === 'replace');

/**
 * The steps that turn one object or list into another, each `replace` and `remove` after a `test` of the old value. Undefined
 * where the library could not apply them: it refuses a field that is called `__proto__`.
 */
export const stepsBetween = <Value extends JsonObject | readonly JsonValue[]>(
  before: Value,
  after: Value,
): readonly Operation[] | undefined => {
  // The comparison makes no other kinds of steps, from values that are JSON.
  const steps = jsonpatch.compare(before, after, true) as unknown as readonly Operation[];
  return steps.some(({ path }) => segmentsOf(path).includes('__proto__')) ? undefined : steps;
};
