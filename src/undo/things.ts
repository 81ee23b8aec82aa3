import { publishedBy, typeNamed } from '../catalogue/index.js';
import { referencesIn } from '../diff/select/references.js';
import type { JsonObject } from '../model/json.js';
import { foldName, ownName, type ThingName, type TypeName } from '../model/names.js';

/** What a document refers to, and what in it others refer to: by type and own name, which is enough to put writes in order. */
export interface Things {
  readonly refersTo: ReadonlySet<string>;
  readonly publishes: ReadonlySet<string>;
}

const called = (type: ThingName, names: readonly string[]): string => `${type} ${foldName(ownName(names))}`;

export const thingsIn = (type: TypeName, names: readonly string[], document: JsonObject): Things => {
  const declared = typeNamed(type);
  const found = referencesIn(declared.fields, document);
  return {
    refersTo: new Set(found.flatMap(({ to, names: own }) => to.map((one) => called(one, own)))),
    publishes: new Set(publishedBy(declared, names, document).map((one) => called(one.type, one.names))),
  };
};

/** What others call an item itself. */
export const thingOf = (type: TypeName, names: readonly string[]): string => called(type, names);

/** The members of a set that another one lacks. */
export const lacking = (one: ReadonlySet<string>, other: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...one].filter((member) => !other.has(member)));

export const meet = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  [...one].some((member) => other.has(member));

export const nothing: Things = { refersTo: new Set(), publishes: new Set() };
