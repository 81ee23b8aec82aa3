import type { Change } from '../changeset/changeset.js';
import { applies } from '../changeset/operation.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../model/json.js';
import { isNeeded, isPlaceholder } from '../model/markers.js';

/** What a change makes of a document. */
export const patchedBy = (change: Change, before: JsonObject): JsonObject => {
  if (change.action !== 'update') return { ...before, ...change.document };
  const document = structuredClone(before);
  for (const step of change.patch) if (step.op !== 'test') applies(document, step);
  return document;
};

/** A document as a server has it: what stands in for a secret is one. */
export const storedIn = (document: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(document).map(([field, value]) => [field, stored(value)]));

const stored = (value: JsonValue): JsonValue => {
  if (isPlaceholder(value)) return { $secret: value.$placeholder !== '' };
  if (isNeeded(value)) return { $secret: true };
  if (isList(value)) return value.map(stored);
  return isObject(value) ? storedIn(value) : value;
};
