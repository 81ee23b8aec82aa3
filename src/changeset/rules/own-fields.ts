import {
  isDropped,
  isDroppedWithin,
  itemFields,
  ownFields,
  ruleOf,
  type FieldRule,
  type Fields,
  type ResourceType,
} from '../../catalogue/index.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../../model/json.js';
import { below, ROOT, type Pointer } from '../../model/pointer.js';
import type { Change } from '../changeset.js';
import type { Saying } from './sayings.js';

/**
 * Whether a change says nothing that the server alone decides: a request has something else in its place, or nothing at
 * all, so that a reviewer would read what is never written.
 */
export const checkOwnFields = (type: ResourceType, action: Change['action'], { document, note }: Saying): void => {
  const never = action === 'create' ? ['readOnly', 'picture'] : ['readOnly'];
  const isOwn = (rule: FieldRule | undefined): boolean => rule !== undefined && never.includes(rule.kind);
  const checkObject = (fields: Fields, object: JsonObject, isInside: typeof isDropped, at: Pointer): void => {
    for (const [field, value] of Object.entries(object)) {
      const rule = ruleOf(fields, field);
      const place = below(at, field);
      if (isInside(fields, field) || isOwn(rule)) note('this place is the server’s own', value, place);
      else checkInside(rule, value, place);
    }
  };
  const checkInside = (rule: FieldRule | undefined, value: JsonValue, at: Pointer): void => {
    if (rule?.kind === 'nested' && isObject(value)) checkObject(rule.fields, value, isDroppedWithin, at);
    if (rule?.kind === 'list' && isList(value))
      value.forEach((item, index) => {
        if (isObject(item)) checkObject(itemFields(rule), item, isDropped, below(at, index));
      });
  };
  checkObject(fieldsFor(type, action), document, isDropped, ROOT);
};

/** What tells one content from another is said where the content is replaced. */
const fieldsFor = (type: ResourceType, action: Change['action']): Fields => {
  const when = type.writing.routes?.replace?.when;
  const fields = ownFields(type);
  return when !== undefined && action === 'update' ? { ...fields, [when]: { kind: 'plain' } } : fields;
};
