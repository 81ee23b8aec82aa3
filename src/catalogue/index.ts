import { isTypeName, itemId, type PublishedName, type TypeName } from '../model/names.js';
import { InternalError } from '../model/errors.js';
import { allTypes, catalogue } from './all-types.js';
import type { ResourceType } from './vocabulary.js';

export * from './vocabulary.js';
export { ruleByField } from './rule-by-field.js';
export { eachInside, eachPart, insideOf, pairingOf, partsOf, ruleAt, ruleOf, rulesIn, type Pairing } from './walk.js';
export { ownTextsIn } from './texts.js';
export { emptiedAt, emptiedIn, isNarrowing, type Emptied } from './emptied.js';
export { isDropped, isDroppedWithin, itemFields, ownFields } from './server-own.js';
export { membersAt, publishedBy, publishersOfAny, withMembersCalled, type CalledAnew } from './publish.js';
export { builtInIdOf } from './built-in.js';
export { saysSo } from './condition.js';
export {
  defaultBranchIn,
  isKeptInGit,
  isProtectedBranch,
  protectedPatternsIn,
  routeAtRef,
  routeToRef,
} from './in-git.js';
export { bornLater, bornSaying, saidByItself } from './born.js';
export { documentSays, isAsFound, listHas, ruleOfPlace, saysTheSame } from './says-the-same.js';
export { orderOf, placeOf, type Place } from './order.js';
export { nameIn } from './name-in.js';
export { contractMembersOf, type KnownMembers } from './known-to.js';
export { areAlike, otherKind, subTypeIn, type OtherKind } from './sub-type.js';
export { LOGO } from './words.js';
export { allTypes, catalogue } from './all-types.js';
export { typesNeededFor, withOwners } from './needed.js';

/** The types whose documents are in a snapshot, and compared: all but those that are only looked up. */
export const storedTypes: readonly ResourceType[] = allTypes.filter((type) => !type.lookupOnly);

/** The types that are synced. */
export const syncedTypes: readonly ResourceType[] = storedTypes.filter((type) => !type.compareOnly);

/** The types of which a project may keep its own in Git (rules git-parts). */
export const typesInGit: readonly ResourceType[] = storedTypes.filter(({ reading }) => reading.inGit !== undefined);

/** The declaration of a type, or undefined for a name that is none. */
export const findType = (name: string): ResourceType | undefined => (isTypeName(name) ? catalogue[name] : undefined);

/** The declaration of a type that a file names. Throws InternalError for a name that no declaration has. */
export const typeNamed = (name: string): ResourceType => {
  const type = findType(name);
  if (!type) throw new InternalError({ what: `No resource type is declared under the name ${name}.` });
  return type;
};

/** The type of the other document, where a project that keeps some in Git has two in the place of one (rules git-two-sets). */
export const otherOf = ({ name, apartFrom }: ResourceType): ResourceType | undefined =>
  apartFrom ? catalogue[apartFrom.type] : storedTypes.find((other) => other.apartFrom?.type === name);

/** The declaration of the type whose items a type's own belong to. */
export const parentOf = ({ parent }: ResourceType): ResourceType | undefined => parent && catalogue[parent.type];

/** The type of the item at the top that an item belongs to: its own, if it stands alone. */
export const rootOf = (type: ResourceType): ResourceType => {
  const parent = parentOf(type);
  return parent ? rootOf(parent) : type;
};

/** The item at the top that an item belongs to, for reviewers: `{ owner: 'projects/OctoFX' }`; nothing for one that stands alone. */
export const ownerOf = (type: string, names: readonly string[]): { readonly owner?: string } => {
  const declared = findType(type);
  return declared?.parent ? { owner: itemId(rootOf(declared).name, names.slice(0, 1)) } : {};
};

/** The names of an item's parent: all but the last, or all of them for the one document that a parent has. */
export const parentNames = ({ identity }: ResourceType, names: readonly string[]): readonly string[] =>
  identity.kind === 'onePerParent' ? names : names.slice(0, -1);

/** Things that are called by all of their names in one text: tags, as `Set/Tag`. */
export const canonicalThings: readonly PublishedName[] = allTypes.flatMap(({ publishes = [] }) =>
  publishes.flatMap((rule) => (rule.kind === 'members' && rule.named === 'canonical' ? [rule.type] : [])),
);

/** The types whose items belong to an item of the given one. */
export const childTypesOf = (name: TypeName): readonly ResourceType[] =>
  allTypes.filter(({ parent }) => parent?.type === name);
