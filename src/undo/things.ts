import { publishedBy, typeNamed } from '../catalogue/index.js';
import { referencesIn, type FoundReference } from '../diff/select/references.js';
import type { JsonObject } from '../model/json.js';
import { keyOf, refOf, type Ref, type ThingName, type TypeName } from '../model/names.js';

/** What a document refers to, and what in it others refer to: each by its type and all of its names. */
export interface Things {
  readonly refersTo: ReadonlySet<Ref>;
  readonly publishes: ReadonlySet<Ref>;
}

export const thingsIn = (type: TypeName, names: readonly string[], document: JsonObject): Things => {
  const declared = typeNamed(type);
  const found = referencesIn(declared.fields, document);
  return {
    refersTo: new Set(found.flatMap((one) => namedBy(one, names))),
    publishes: new Set(publishedBy(declared, names, document).map((one) => thingOf(one.type, one.names))),
  };
};

/** What others call an item itself. */
export const thingOf = (type: ThingName, names: readonly string[]): Ref => refOf(type, keyOf(names));

/** Whatever a reference may mean: what belongs to the same project is called by its own name, and by all of its names elsewhere. */
const namedBy = ({ to, names, within }: FoundReference, [owner = '']: readonly string[]): readonly Ref[] => {
  const called = within === undefined ? names : [within, ...names];
  return to.flatMap((type) => [thingOf(type, called), thingOf(type, [owner, ...called])]);
};

/** The members of a set that another one lacks. */
export const lacking = <One>(one: ReadonlySet<One>, other: ReadonlySet<One>): ReadonlySet<One> =>
  new Set([...one].filter((member) => !other.has(member)));

export const meet = (one: ReadonlySet<unknown>, other: ReadonlySet<unknown>): boolean =>
  [...one].some((member) => other.has(member));

export const nothing: Things = { refersTo: new Set(), publishes: new Set() };
