import jsonpatch, { type Operation } from 'fast-json-patch';
import { expect } from 'vitest';
import {
  bornLater,
  bornSaying,
  childTypesOf,
  typeNamed,
  withMembersCalled,
  type ResourceType,
} from '../../src/catalogue/index.js';
import type { Changeset, Change } from '../../src/changeset/changeset.js';
import { newMembersIn } from '../../src/changeset/new-members.js';
import type { SyncSettings } from '../../src/settings/settings.js';
import { diff } from '../../src/diff/index.js';
import { withNewNames } from '../../src/diff/terms/renamed.js';
import { itemsOf, type Item, type SpaceSnapshot } from '../../src/model/item.js';
import { isList, isObject, sameJson, type JsonObject, type JsonValue } from '../../src/model/json.js';
import { isPlaceholder } from '../../src/model/markers.js';
import { keyOf, type TypeName } from '../../src/model/names.js';

/** The change of an id; fails the test if there is none. */
export const changeOf = ({ changes }: Changeset, id: string): Change => {
  const change = changes.find((one) => one.id === id);
  if (!change) throw new Error(`No change ${id}; there are: ${changes.map((one) => one.id).join(', ') || 'none'}.`);
  return change;
};

/** What a document says once all changes to it are applied; `born` is what the server says of a new one by itself. */
export const documentAfter = (
  changeset: Changeset,
  destination: SpaceSnapshot,
  type: TypeName,
  names: readonly string[],
  born: JsonObject = {},
): JsonObject => {
  const before = destination.items.get(type)?.get(keyOf(names))?.document ?? born;
  return changeset.changes
    .filter((change) => change.type === type && keyOf(change.names) === keyOf(names))
    .reduce<JsonObject>(
      (document, change) =>
        change.action === 'update' ? patched(document, change.patch) : { ...born, ...change.document },
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

/** What a snapshot holds under a name; an empty document if it does not. */
export const documentIn = (snapshot: SpaceSnapshot, type: string, ...names: readonly string[]): JsonObject =>
  itemsOf(snapshot, typeNamed(type).name).get(keyOf(names))?.document ?? {};

/** The variables of a project or library set in short, as a snapshot holds them. */
export const variablesIn = (
  snapshot: SpaceSnapshot,
  owner: string,
  type: 'projectVariables' | 'libraryVariables' = 'projectVariables',
): readonly string[] => {
  const { Variables: variables = [] } = documentIn(snapshot, type, owner);
  return (variables as readonly JsonObject[]).map(inShort);
};

/** The steps of a project's process, as a snapshot holds them. */
export const stepsIn = (snapshot: SpaceSnapshot, owner: string): readonly string[] => {
  const { Steps: steps = [] } = documentIn(snapshot, 'deploymentProcesses', owner);
  return (steps as readonly JsonObject[]).map((step) => text(step['Name']));
};

/** The first action of a step of a project's process; an empty one if there is no such step. */
export const actionIn = (snapshot: SpaceSnapshot, owner: string, step: string): JsonObject => {
  const { Steps: steps = [] } = documentIn(snapshot, 'deploymentProcesses', owner);
  const found = (steps as readonly JsonObject[]).find(({ Name: name }) => name === step);
  return (found?.['Actions'] as readonly JsonObject[] | undefined)?.[0] ?? {};
};

/**
 * Syncs, and syncs again: the changeset, the destination once it is applied, and the changeset of a second run, which has
 * no change (rules always-settled). Where it has one all the same, `comesBack` says why; then it must have one.
 */
export const sync = (
  source: SpaceSnapshot,
  destination: SpaceSnapshot,
  given: SyncSettings,
  { comesBack }: { readonly comesBack?: string } = {},
): Synced => {
  const changeset = diff(source, destination, given);
  const after = snapshotAfter(changeset, destination);
  const again = diff(source, after, given);
  if (comesBack === undefined) expect(again.changes, 'the changes of a second run').toEqual([]);
  else expect(again.changes, `no change comes back any more, although ${comesBack}`).not.toEqual([]);
  return { changeset, after, again };
};

export interface Synced {
  readonly changeset: Changeset;
  readonly after: SpaceSnapshot;
  readonly again: Changeset;
}

/** What a changeset does and does not, one line each: `create environments/Test`, `skipped step "A" of …`. */
export const verdicts = (changeset: Changeset): readonly string[] => [
  ...changeset.changes.map(({ action, id }) => `${action} ${id}`),
  ...(['left', 'skipped', 'blocked', 'unsupported', 'errors'] as const).flatMap((list) =>
    changeset[list].map(({ id, part }) => (part === undefined ? `${list} ${id}` : `${list} ${part} of ${id}`)),
  ),
];

/** Warnings of one kind in all changes, by the place they are about: `projectVariables/OctoFX /Variables/0/Scope`. */
export const warned = ({ changes }: Changeset, kind: string): readonly string[] =>
  changes.flatMap(({ id, warnings }) =>
    warnings.filter((warning) => warning.kind === kind).map((warning) => `${id} ${warning.at}`),
  );

const inShort = (variable: JsonObject): string => {
  const scope = Object.entries(variable['Scope'] as JsonObject).map(
    ([dimension, members]) => `${dimension}: ${(members as string[]).join(', ')}`,
  );
  return `${text(variable['Name'])} = ${text(variable['Value'])}${scope.length > 0 ? ` (${scope.sort().join('; ')})` : ''}`;
};

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value));

/**
 * The destination once a changeset is applied, as its next snapshot would show it: placeholders are stored secrets, and a new
 * item says what the server says of each.
 */
export const snapshotAfter = (changeset: Changeset, before: SpaceSnapshot): SpaceSnapshot => {
  const destination = withOldNamesInside(changeset, before);
  const items = new Map([...destination.items].map(([type, ofType]) => [type, new Map(ofType)]));
  const { version } = destination.identity;
  const put = (type: TypeName, names: readonly string[], document: JsonObject): void => {
    const key = keyOf(names);
    const ofType = items.get(type) ?? new Map<typeof key, Item>();
    items.set(type, ofType.set(key, { type, names, key, document }));
  };
  for (const { type: name, names } of changeset.changes) {
    const type = typeNamed(name);
    const born = bornSaying(type, version) ?? bornLater(type.merging, version);
    put(name, names, stored(documentAfter(changeset, destination, name, names, born)) as JsonObject);
  }
  // What could not be read before can still not be.
  const isRead = ({ name }: ResourceType): boolean => destination.incomplete.every(({ type }) => type !== name);
  for (const { type, names, action } of changeset.changes)
    for (const child of action === 'create' ? childTypesOf(type).filter(isRead) : []) {
      const called = bornIn(child, names);
      const document = bornSaying(child, version);
      if (document && !isThere(child, called, [...(items.get(child.name)?.values() ?? [])]))
        put(child.name, called, document);
    }
  return { ...destination, items };
};

/** The destination under the names that a changeset gives, which only the renamed documents themselves do not say yet. */
const withOldNamesInside = (changeset: Changeset, destination: SpaceSnapshot): SpaceSnapshot =>
  withOldMembersInside(changeset, withOldItemNames(changeset, destination));

/** The same for steps: what refers to them calls them by their new names. */
const withOldMembersInside = ({ changes }: Changeset, destination: SpaceSnapshot): SpaceSnapshot => {
  const renamings = changes.flatMap((change) =>
    change.action === 'update'
      ? newMembersIn(typeNamed(change.type), change.patch).map((called) => ({
          ...called,
          type: change.type,
          names: change.names,
        }))
      : [],
  );
  const renamed = withNewNames(destination, renamings);
  return renamings.reduce((snapshot, { type, names, at, from, to }) => {
    const ofType = new Map(itemsOf(snapshot, type));
    const item = ofType.get(keyOf(names));
    if (item) {
      const document = withMembersCalled(item.document, { at, from: to, to: from });
      ofType.set(item.key, { ...item, document });
    }
    return { ...snapshot, items: new Map([...snapshot.items, [type, ofType]]) };
  }, renamed);
};

const withOldItemNames = ({ renames }: Changeset, destination: SpaceSnapshot): SpaceSnapshot =>
  renames
    .filter(({ follows, part }) => follows && part === undefined)
    .sort((one, other) => one.names.length - other.names.length)
    .reduce((snapshot, { type: name, names, candidates: [old = ''] }) => {
      const { name: type } = typeNamed(name);
      const renamed = withNewNames(snapshot, [{ type, from: [...names.slice(0, -1), old], to: names }]);
      const ofType = new Map(itemsOf(renamed, type));
      const item = ofType.get(keyOf(names));
      if (item) ofType.set(item.key, { ...item, document: { ...item.document, Name: old } });
      return { ...renamed, items: new Map([...renamed.items, [type, ofType]]) };
    }, destination);

/** What the server calls what it makes with a new parent. */
const bornIn = ({ merging: { bornWithParent } }: ResourceType, parent: readonly string[]): readonly string[] =>
  bornWithParent?.called === undefined ? parent : [...parent, bornWithParent.called];

/** Whether a change has filled what the server made, under whatever name. */
const isThere = (child: ResourceType, called: readonly string[], items: readonly Item[]): boolean => {
  const { marked = {} } = child.merging.bornWithParent ?? {};
  const family = keyOf(called.slice(0, -1));
  return items.some(({ key, names, document }) =>
    child.identity.kind === 'onePerParent'
      ? key === keyOf(called)
      : keyOf(names.slice(0, -1)) === family &&
        Object.entries(marked).every(([field, value]) => sameJson(document[field], value)),
  );
};

const stored = (value: JsonValue): JsonValue => {
  if (isPlaceholder(value)) return { $secret: value.$placeholder !== '' };
  if (isList(value)) return value.map(stored);
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([field, member]) => [field, stored(member)]))
    : value;
};
