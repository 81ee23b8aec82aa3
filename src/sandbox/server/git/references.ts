import { isList, isObject, mapFields, mapItems, type JsonObject, type JsonValue } from '../../../model/json.js';
import { objectsIn, textIn } from '../documents.js';
import { references, type Reference } from '../rules/reference-table.js';
import { valueCollections } from '../rules/variable-rules.js';

/** What becomes of a text that calls something of a collection. */
export type Change = (collection: string, called: string) => string;

/** The document with every reference to something of the server as `change` gives it. Expressions (`#{…}`) stay. */
export const withReferences = (path: string, document: JsonObject, change: Change): JsonObject =>
  (references[path] ?? []).reduce<JsonObject>((made, reference) => {
    const to = reference.slugsOf ?? (typeof reference.to === 'string' ? reference.to : undefined);
    // What a JSON text says inside is its step's own: no server looks into it.
    if (to === undefined || reference.within) return made;
    return changedAt(
      made,
      reference.at,
      changed(reference, (called) => change(to, called)),
    ) as JsonObject;
  }, document);

const changed =
  ({ commaSeparated }: Reference, change: (called: string) => string) =>
  (text: string): string => {
    const one = (called: string): string => (called === '' || called.includes('#{') ? called : change(called));
    if (commaSeparated !== true) return one(text);
    return text
      .split(',')
      .map((called) => one(called.trim()))
      .join(',');
  };

const changedAt = (
  value: JsonValue,
  [next, ...rest]: readonly string[],
  change: (text: string) => string,
): JsonValue => {
  if (isList(value))
    return mapItems(value, (item) => changedAt(item, next === undefined ? [] : [next, ...rest], change));
  if (next === undefined) return typeof value === 'string' ? change(value) : value;
  if (!isObject(value) || !(next in value)) return value;
  return mapFields(value, (member, field) => (field === next ? changedAt(member, rest, change) : member));
};

/** Dimensions of a scope that name what a server has. */
const scopes: Readonly<Record<string, string>> = {
  Environment: 'environments',
  Machine: 'machines',
  Channel: 'channels',
  Tenant: 'tenants',
};

/** How the file of variables calls the deployment process among the processes. */
const PROCESS = 'deployment-process';

/** Members of a scope, and values that name something. */
interface OfVariables {
  readonly scope: Change;
  /** Values are looked at by whoever deploys, never by whoever reads. */
  readonly value: Change;
  /** Owners of processes: the project, and runbooks of the database. */
  readonly owner: (called: string) => string;
}

/** The set with every scope and every value that names something as told. */
export const withScopes = (set: JsonObject, { scope, value, owner }: OfVariables): JsonObject => ({
  ...set,
  Variables: objectsIn(set, 'Variables').map((variable) => {
    const { Scope: own = null } = variable;
    const collection = valueCollections[textIn(variable, 'Type')];
    const text = textIn(variable, 'Value');
    return {
      ...variable,
      ...(isObject(own) && {
        Scope: mapFields(own, (members, dimension) => {
          const to = scopes[dimension];
          if (!isList(members)) return members;
          return mapItems(members, (member) => {
            if (typeof member !== 'string') return member;
            if (dimension === 'ProcessOwner') return owner(member);
            return to === undefined ? member : scope(to, member);
          });
        }),
      }),
      ...(collection !== undefined && text !== '' && !text.includes('#{') && { Value: value(collection, text) }),
    };
  }),
});

/** The owner of a process as a file calls it, by its ID. */
export const ownerInFile = (projectId: string, slugOfRunbook: (id: string) => string | undefined) => (id: string) =>
  id === projectId ? PROCESS : (slugOfRunbook(id) ?? id);

/** The same back: the ID of an owner, by what a file calls it. */
export const ownerInAnswer =
  (projectId: string, runbookOf: (slug: string) => string | undefined) => (called: string) =>
    called === PROCESS ? projectId : (runbookOf(called) ?? called);

/** Every text of a document that is one of some IDs, as it is called from now on. */
export const renamed = (value: JsonValue, names: ReadonlyMap<string, string>): JsonValue => {
  if (typeof value === 'string') return names.get(value) ?? value;
  if (isList(value)) return mapItems(value, (item) => renamed(item, names));
  return isObject(value) ? mapFields(value, (member) => renamed(member, names)) : value;
};
