import type { Fields, ObjectList, ResourceType } from './vocabulary.js';
import { ruleOf } from './walk.js';

/* What the server alone decides, and no normalized document says (rules field-server). */

/** Fields that are the server's own wherever they stand, unless a declaration says otherwise. */
const alwaysVolatile = new Set(['Id', 'SpaceId', 'Links', 'LastModifiedOn', 'LastModifiedBy', 'Slug']);

/** The parent is where a document stands in the snapshot, so the field that names it is not in the document. */
export const ownFields = ({ fields, parent }: ResourceType): Fields =>
  parent ? { ...fields, [parent.field]: { kind: 'volatile' } } : fields;

/** Where an item stands in a list says its position. */
export const itemFields = ({ fields, position }: ObjectList): Fields =>
  position === undefined ? fields : { ...fields, [position]: { kind: 'volatile' } };

/** True for a field that is in no normalized document. A version is the server's own count: the name beside it says of what. */
export const isDropped = (fields: Fields, field: string): boolean =>
  hasRule(fields, field) ? isVolatile(fields, field) : alwaysVolatile.has(field);

/** The same within an object that has no identity of its own: what is called `Id` there is not the server's. */
export const isDroppedWithin = (fields: Fields, field: string): boolean =>
  hasRule(fields, field) ? isVolatile(fields, field) : field === 'Links';

const hasRule = (fields: Fields, field: string): boolean => ruleOf(fields, field) !== undefined;

const isVolatile = (fields: Fields, field: string): boolean => {
  const kind = ruleOf(fields, field)?.kind;
  return kind === 'volatile' || kind === 'currentVersion';
};
