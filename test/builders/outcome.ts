import jsonpatch, { type Operation } from 'fast-json-patch';
import type { Changeset, Change } from '../../src/changeset/changeset.js';
import type { Item, SpaceSnapshot } from '../../src/model/item.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../../src/model/json.js';
import { isPlaceholder } from '../../src/model/markers.js';
import { keyOf } from '../../src/model/names.js';

/** The change of an id; fails the test if there is none. */
export const changeOf = ({ changes }: Changeset, id: string): Change => {
  const change = changes.find((one) => one.id === id);
  if (!change) throw new Error(`No change ${id}; there are: ${changes.map((one) => one.id).join(', ') || 'none'}.`);
  return change;
};

/** What a document says once all changes to it are applied. */
export const documentAfter = (
  changeset: Changeset,
  destination: SpaceSnapshot,
  type: string,
  names: readonly string[],
): JsonObject => {
  const before = destination.items.get(type)?.get(keyOf(names))?.document ?? {};
  return changeset.changes
    .filter((change) => change.type === type && keyOf(change.key) === keyOf(names))
    .reduce<JsonObject>(
      (document, change) => (change.action === 'create' ? change.document : patched(document, change.patch)),
      before,
    );
};

const patched = (document: JsonObject, patch: readonly Operation[]): JsonObject =>
  jsonpatch.applyPatch(structuredClone(document), [...patch], true).newDocument;

/** A variable set in short: `Name = value (Environment: Test)`. */
export const variablesAfter = (changeset: Changeset, destination: SpaceSnapshot, owner: string): readonly string[] => {
  const { Variables: variables = [] } = documentAfter(changeset, destination, 'projectVariables', [owner]);
  return (variables as readonly JsonObject[]).map(inShort);
};

const inShort = (variable: JsonObject): string => {
  const scope = Object.entries(variable['Scope'] as JsonObject).map(
    ([dimension, members]) => `${dimension}: ${(members as string[]).join(', ')}`,
  );
  return `${text(variable['Name'])} = ${text(variable['Value'])}${scope.length > 0 ? ` (${scope.sort().join('; ')})` : ''}`;
};

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** The names of the steps of a process, in order. */
export const stepsAfter = (changeset: Changeset, destination: SpaceSnapshot, owner: string): readonly string[] => {
  const { Steps: steps = [] } = documentAfter(changeset, destination, 'deploymentProcesses', [owner]);
  return (steps as readonly JsonObject[]).map((step) => text(step['Name']));
};

/** The destination once a changeset is applied, as its next snapshot would show it: placeholders are stored secrets. */
export const snapshotAfter = (changeset: Changeset, destination: SpaceSnapshot): SpaceSnapshot => {
  const items = new Map([...destination.items].map(([type, ofType]) => [type, new Map(ofType)]));
  for (const { type, key: names } of changeset.changes) {
    const document = stored(documentAfter(changeset, destination, type, names)) as JsonObject;
    const key = keyOf(names);
    const ofType = items.get(type) ?? new Map<typeof key, Item>();
    items.set(type, ofType.set(key, { type, names, key, document }));
  }
  return { ...destination, items };
};

const stored = (value: JsonValue): JsonValue => {
  if (isPlaceholder(value)) return { $secret: value.$placeholder !== '' };
  if (isList(value)) return value.map(stored);
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([field, member]) => [field, stored(member)]))
    : value;
};
