import jsonpatch, { type Operation } from 'fast-json-patch';
import type { Fields } from '../catalogue/index.js';
import type { Change } from '../changeset/changeset.js';
import { isList, isObject, sameJson, type JsonObject, type JsonValue } from '../model/json.js';
import { isNeeded, isPlaceholder, isSecret } from '../model/markers.js';

export type PatchTest =
  | { readonly kind: 'applies'; readonly document: JsonObject }
  /** The document says already what the patch would make it say. */
  | { readonly kind: 'already-applied' }
  | { readonly kind: 'drift'; readonly pointers: readonly string[] };

/**
 * Tries a patch on a freshly read, normalized document. `drift` lists the pointers whose `test` failed, or whose place
 * is no longer there.
 */
export const tryPatch = (fields: Fields, document: JsonObject, patch: readonly Operation[]): PatchTest => {
  if (patch.every((operation) => isDone(document, operation))) return { kind: 'already-applied' };
  const pointers: string[] = [];
  const copy = structuredClone(document) as object;
  for (const operation of patch) {
    const fits = !insertsAmongUnnamed(fields, copy as JsonObject, operation) && applies(copy, operation);
    if (!fits) pointers.push(operation.path);
    if (!fits && operation.op !== 'test') break;
  }
  return pointers.length > 0 ? { kind: 'drift', pointers } : { kind: 'applies', document: copy as JsonObject };
};

/** The places in which a document does not say what a change wants it to say, as JSON pointers. */
export const differingPlaces = (fields: Fields, document: JsonObject, change: Change): readonly string[] => {
  if (change.action === 'create') {
    return Object.entries(change.document).flatMap(([field, value]) =>
      saysTheSame(document[field], value) ? [] : [`/${field}`],
    );
  }
  const test = tryPatch(fields, document, change.patch);
  if (test.kind === 'already-applied') return [];
  return [...new Set(change.patch.filter((operation) => !isDone(document, operation)).map(({ path }) => path))];
};

const applies = (document: object, operation: Operation): boolean => {
  try {
    jsonpatch.applyOperation(document, operation, true, true);
    return true;
  } catch {
    return false;
  }
};

const isDone = (document: JsonObject, operation: Operation): boolean => {
  if (operation.op === 'test' || operation.op === 'move') return true;
  const value = valueAt(document, operation.path);
  if (operation.op === 'remove') return value === undefined;
  return (operation.op === 'add' || operation.op === 'replace') && saysTheSame(value, operation.value as JsonValue);
};

/** A stored secret cannot be read, so it is taken for the placeholder or value that was to be written. */
export const saysTheSame = (stored: JsonValue | undefined, meant: JsonValue | undefined): boolean => {
  if (isSecret(stored) && (isPlaceholder(meant) || isNeeded(meant) || isSecret(meant))) return true;
  if (isList(stored) && isList(meant)) {
    return stored.length === meant.length && stored.every((item, index) => saysTheSame(item, meant[index]));
  }
  if (isObject(stored) && isObject(meant)) {
    return Object.entries(meant).every(([field, value]) => saysTheSame(stored[field], value));
  }
  return sameJson(stored, meant);
};

const valueAt = (document: JsonObject, pointer: string): JsonValue | undefined => {
  let value: JsonValue | undefined = document;
  for (const escaped of pointer.split('/').slice(1)) {
    const segment = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
    if (isList(value)) value = value[Number(segment)];
    else value = isObject(value) ? value[segment] : undefined;
  }
  return value;
};

/**
 * Items of a list without names are told apart by position, so one may only be added at the end. If the list has grown
 * since the snapshot, the place is taken: that is drift, not an insertion.
 */
const insertsAmongUnnamed = (fields: Fields, document: JsonObject, operation: Operation): boolean => {
  if (operation.op !== 'add') return false;
  const [, field = '', index, ...deeper] = operation.path.split('/');
  const rule = fields[field];
  const list = document[field];
  if (rule?.kind !== 'list' || rule.by !== undefined || deeper.length > 0 || index === undefined) return false;
  return !isList(list) || Number(index) !== list.length;
};
