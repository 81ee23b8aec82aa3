import { ruleOf, type ObjectList, type ResourceType } from '../../catalogue/index.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../../model/json.js';
import type { Change } from '../changeset.js';
import type { Note } from './defect.js';
import type { Saying } from './sayings.js';

/** Whether all that a change says is taken by the request that its type is written with: what is not would never be sent. */
export const checkTaken = (type: ResourceType, action: Change['action'], { document, note }: Saying): void => {
  switch (type.writing.as) {
    case 'members':
      checkLists(type, document, note, ({ [type.parent?.field ?? '']: parent }) => parent === undefined);
      return;
    case 'templateValues':
      checkLists(type, document, note, isDeclared);
      return;
    // A package is its file, which the document only describes.
    case 'upload':
    case 'push':
    case 'logo':
    case 'document':
    case undefined:
      if (action === 'create') checkInstalled(type, document, note);
  }
};

/** Of some types only the declared lists are sent, item by item. */
const checkLists = (
  type: ResourceType,
  document: JsonObject,
  note: Note,
  isTaken: (item: JsonObject, rule: ObjectList) => boolean,
): void => {
  for (const [field, value] of Object.entries(document)) {
    const rule = ruleOf(type.fields, field);
    const isSent =
      rule?.kind === 'list' && isList(value) && value.every((item) => isObject(item) && isTaken(item, rule));
    if (!isSent) note('no request takes this', value, `/${field}`);
  }
};

/** An item has the declared fields, and those that say what kind the others are; a whole one says its value. */
const isDeclared = (item: JsonObject, { fields }: ObjectList): boolean => {
  const kinds = Object.values(fields).flatMap((rule) => (rule.kind === 'byField' ? [rule.field] : []));
  const isKnown = ([field, value]: readonly [string, JsonValue]): boolean => {
    const rule = ruleOf(fields, field);
    if (rule?.kind === 'nested' && isObject(value))
      return Object.keys(value).every((inner) => Object.hasOwn(rule.fields, inner));
    return rule !== undefined || kinds.includes(field);
  };
  const isWhole = !('TemplateId' in item) || 'Value' in item;
  return isWhole && Object.entries(item).every(isKnown);
};

/** What is installed from the server's own library is what the server has there: a document of ours would say otherwise. */
const checkInstalled = (type: ResourceType, document: JsonObject, note: Note): void => {
  const from = type.writing.routes?.install?.field ?? '';
  if ((document[from] ?? null) === null || type.identity.kind !== 'named') return;
  const { field: name } = type.identity;
  const more = Object.keys(document).filter((field) => field !== name && field !== from);
  if (more.length > 0) note(`with ${from}, only a name is sent`, more);
};
