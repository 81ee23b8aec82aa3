import { isTypeName, type TypeName } from '../model/names.js';
import { InternalError } from '../model/errors.js';
import { allTypes, catalogue } from './all-types.js';
import type { ResourceType } from './vocabulary.js';

export * from './vocabulary.js';
export { ruleByField } from './rule-by-field.js';
export { insideOf, pairingOf, partsOf, ruleAt, ruleOf, type Pairing, type Part } from './walk.js';
export { publishedBy } from './publish.js';
export { saysSo } from './condition.js';
export { orderOf, placeOf, type Place } from './order.js';
export { nameIn } from './name-in.js';
export { LOGO } from './words.js';
export { allTypes, catalogue } from './all-types.js';
export { typesNeededFor } from './needed.js';

/** The types that are synced: all but those that are only looked up. */
export const syncedTypes: readonly ResourceType[] = allTypes.filter((type) => !type.lookupOnly);

/** The declaration of a type, or undefined for a name that is none. */
export const findType = (name: string): ResourceType | undefined => (isTypeName(name) ? catalogue[name] : undefined);

/** The declaration of a type that a file names. Throws InternalError for a name that no declaration has. */
export const typeNamed = (name: string): ResourceType => {
  const type = findType(name);
  if (!type) throw new InternalError({ what: `No resource type is declared under the name ${name}.` });
  return type;
};

/** The declaration of the type whose items a type's own belong to. */
export const parentOf = ({ parent }: ResourceType): ResourceType | undefined => parent && catalogue[parent.type];

/** The types whose items belong to an item of the given one. */
export const childTypesOf = (name: TypeName): readonly ResourceType[] =>
  allTypes.filter(({ parent }) => parent?.type === name);
