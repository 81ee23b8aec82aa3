import {
  isAsFound,
  pairingOf,
  ruleAt,
  ruleOfPlace,
  saysTheSame,
  type Fields,
  type Pairing,
} from '../../catalogue/index.js';
import { applies, type Add, type Operation, type Replace, type Test } from '../../changeset/operation.js';
import { copyOf, isList, isObject, sameJson, type JsonObject, type JsonValue } from '../../model/json.js';
import { foldName } from '../../model/names.js';
import { around, below, ROOT, seenFrom, segmentsOf, under, valueAt, type Pointer } from '../../model/pointer.js';

export type PatchTrial =
  | { readonly kind: 'applies'; readonly document: JsonObject }
  /** The document says already what the patch would make it say. */
  | { readonly kind: 'already-applied' }
  | { readonly kind: 'drift'; readonly pointers: readonly Pointer[] };

/**
 * Tries a patch on a freshly read, normalized document. It is applied already if it can be taken back step by step, each
 * step being found as the patch would have left it: places alone would not say so, because they shift. `drift` lists the pointers whose `test` failed, or whose place
 * is no longer there.
 */
export const tryPatch = (fields: Fields, document: JsonObject, patch: readonly Operation[]): PatchTrial => {
  if (canBeUndone(fields, document, patch)) return { kind: 'already-applied' };
  const pointers: Pointer[] = [];
  const copy = copyOf(document);
  for (const [index, operation] of patch.entries()) {
    const fits = isTaken(fields, copy, operation, patch[index - 1]);
    if (!fits) pointers.push(operation.path);
    if (!fits && operation.op !== 'test') break;
  }
  return pointers.length > 0 ? { kind: 'drift', pointers } : { kind: 'applies', document: copy };
};

/** Takes a step; a test is one of what is declared, and not of the order in which a server lists what has none. */
const isTaken = (fields: Fields, copy: JsonObject, step: Operation, before: Operation | undefined): boolean => {
  if (step.op === 'test') return isFound(fields, copy, step);
  if (insertsAmongUnnamed(fields, copy, step)) return false;
  if (step.op !== 'remove' || before?.op !== 'test' || !isUnordered(fields, step.path)) return applies(copy, step);
  return applies(copy, { ...step, path: placeOf(fields, copy, before) });
};

const isFound = (fields: Fields, document: JsonObject, step: Test): boolean => {
  const { path, value } = step;
  const place = isUnordered(fields, path) ? placeOf(fields, document, step) : path;
  return isAsFound(ruleOfPlace(fields, path), valueAt(document, place), value);
};

const canBeUndone = (fields: Fields, document: JsonObject, patch: readonly Operation[]): boolean => {
  // Of most documents the last step was not taken: nothing needs be copied to see that.
  const last = patch.findLastIndex(({ op }) => op !== 'test');
  const latest = patch[last];
  if (latest && howToUndo(fields, document, latest, patch[last - 1]) === undefined) return false;
  const copy = copyOf(document);
  return patch.toReversed().every((step, index) => {
    if (step.op === 'test') return true;
    const back = howToUndo(fields, copy, step, patch[patch.length - index - 2]);
    return back !== undefined && applies(copy, back);
  });
};

/** What takes a step back; undefined where the document is not as that step would have left it. */
const howToUndo = (
  fields: Fields,
  document: JsonObject,
  step: Operation,
  before: Operation | undefined,
): Operation | undefined => {
  const tested = before?.op === 'test' ? before : undefined;
  const old = tested?.value;
  const { path } = step;
  switch (step.op) {
    case 'test':
      return undefined;
    case 'remove':
      return old !== undefined && isAbsent(fields, document, path, old) ? { op: 'add', path, value: old } : undefined;
    case 'move': {
      // The test before it says what is moved: the item itself, or something within it.
      const within = tested && seenFrom(step.from, tested.path);
      const isThere = saysTheSame(undefined, valueAt(document, under(path, within ?? ROOT)), old);
      return isThere ? { ...step, from: path, path: step.from } : undefined;
    }
    case 'add': {
      const place = isUnordered(fields, path) ? placeOf(fields, document, step, saysTheSame) : path;
      return isSaid(fields, document, { ...step, path: place }) ? { op: 'remove', path: place } : undefined;
    }
    case 'replace':
      return isSaid(fields, document, step) && old !== undefined ? { op: 'replace', path, value: old } : undefined;
  }
};

/** True where a document says what a step brings. */
export const isSaid = (fields: Fields, document: JsonObject, { path, value }: Add | Replace): boolean =>
  saysTheSame(ruleOfPlace(fields, path), valueAt(document, path), value);

/** Things in a list of named things are gone when none of that name is left: another may have moved to the place. */
const isAbsent = (fields: Fields, document: JsonObject, path: Pointer, old: JsonValue): boolean => {
  const list = listAround(document, path);
  const pairing = pairingAround(fields, path);
  const rule = ruleOfPlace(fields, path);
  if (isList(list) && pairing.by === 'content') return !list.some((item) => isAsFound(rule, item, old));
  if (!isList(list) || pairing.by !== 'name' || !isObject(old)) return valueAt(document, path) === undefined;
  const { name } = pairing;
  return !list.some((item) => isObject(item) && sameName(item[name], old[name]));
};

const listAround = (document: JsonObject, path: Pointer): JsonValue | undefined => valueAt(document, around(path));

/** Where, in an unordered list, that is which a step has added or is about. */
const placeOf = (fields: Fields, document: JsonObject, { path, value }: Add | Test, is = isAsFound): Pointer => {
  const list = listAround(document, path);
  const rule = ruleOfPlace(fields, path);
  const index = isList(list) ? list.findIndex((item) => is(rule, item, value)) : -1;
  return index === -1 ? path : below(around(path), index);
};

/** How the items of the list are told apart that a place is in. */
const pairingAround = (fields: Fields, path: Pointer): Pairing => pairingOf(ruleAt(fields, segmentsOf(around(path))));

const isUnordered = (fields: Fields, path: Pointer): boolean => pairingAround(fields, path).by === 'content';

const sameName = (one: JsonValue | undefined, other: JsonValue | undefined): boolean =>
  typeof one === 'string' && typeof other === 'string' ? foldName(one) === foldName(other) : sameJson(one, other);

/**
 * Items of a list without names are told apart by position, so one may only be added at the end. If the list has grown
 * since the snapshot, the place is taken: that is drift, not an insertion.
 */
const insertsAmongUnnamed = (fields: Fields, document: JsonObject, operation: Operation): boolean => {
  if (operation.op !== 'add' || pairingAround(fields, operation.path).by !== 'place') return false;
  const list = listAround(document, operation.path);
  return !isList(list) || operation.path !== below(around(operation.path), list.length);
};
