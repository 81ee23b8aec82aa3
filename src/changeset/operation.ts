import type { Static } from '@sinclair/typebox';
import jsonpatch from 'fast-json-patch';
import type { JsonObject } from '../model/json.js';
import type { add, move, remove, replace, steps, test } from './operation-shape.js';

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

/** What leads from one document to another that is known to be the same still. */
export type Steps = Static<typeof steps>;

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
