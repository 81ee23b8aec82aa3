import { typeNamed, allTypes, ruleByField, ruleOf, type FieldRule, type Fields } from '../../../src/catalogue/index.js';
import type { SpaceSnapshot } from '../../../src/model/item.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../../../src/model/json.js';
import { isTypedReference, isUnresolved } from '../../../src/model/markers.js';
import { foldName, type ThingName, type TypeName } from '../../../src/model/names.js';

/*
 * A space as a key finds it that may not read one type: nothing of that type is there, nor of what belongs to it, and where
 * other documents refer to it they hold IDs without names.
 */

/** The snapshot without a type, which is marked as not read; the snapshot itself where every type was read. */
export const halfRead = (snapshot: SpaceSnapshot, unread: TypeName | undefined): SpaceSnapshot => {
  if (unread === undefined) return snapshot;
  const gone = allTypes.map(({ name }) => name).filter((name) => isOf(unread, name));
  const names = new Map(
    [...(snapshot.items.get(unread)?.values() ?? [])].map(({ names: own }) => [foldName(own.at(-1) ?? ''), own]),
  );
  const ids = new Map(
    [...names.keys()].map((name, index) => [name, `${typeNamed(unread).reading.idPrefix}-${8001 + index}`]),
  );
  const lost: Lost = { type: unread, idOf: (name) => ids.get(foldName(name)) };
  const kept = [...snapshot.items].filter(([type]) => !gone.includes(type));
  return {
    ...snapshot,
    items: new Map(
      kept.map(([type, items]) => [
        type,
        new Map(
          [...items].map(([key, item]) => [
            key,
            { ...item, document: inObject(typeNamed(type).fields, item.document, lost) },
          ]),
        ),
      ]),
    ),
    incomplete: [...snapshot.incomplete, ...gone.map((type) => ({ type, why: 'The key may not read them.' }))],
  };
};

/** Whether a type is the one, or of what belongs to it. */
const isOf = (unread: TypeName, type: TypeName): boolean => {
  const { parent } = typeNamed(type);
  return type === unread || (parent !== undefined && isOf(unread, parent.type));
};

interface Lost {
  readonly type: ThingName;
  readonly idOf: (name: string) => string | undefined;
}

const inObject = (fields: Fields, value: JsonObject, lost: Lost): JsonObject =>
  Object.fromEntries(
    Object.entries(value).map(([field, member]) => [field, inValue(ruleOf(fields, field), member, value, lost)]),
  );

const inValue = (rule: FieldRule | undefined, value: JsonValue, siblings: JsonObject, lost: Lost): JsonValue => {
  if (isUnresolved(value)) return value;
  if (isTypedReference(value)) {
    const { type, names } = value.$reference;
    return type === lost.type ? (unresolved(names.at(-1) ?? '', lost) ?? value) : value;
  }
  switch (rule?.kind) {
    case 'reference':
      return typeof value === 'string' && rule.to.includes(lost.type) ? (unresolved(value, lost) ?? value) : value;
    case 'references':
      return isList(value) ? value.map((member) => inValue(rule.reference, member, siblings, lost)) : value;
    case 'byField':
      return inValue(ruleByField(rule, siblings), value, siblings, lost);
    case 'referenceMap':
      return isObject(value)
        ? Object.fromEntries(
            Object.entries(value).map(([name, member]) => [name, inValue(rule.values, member, value, lost)]),
          )
        : value;
    case 'nested':
      return isObject(value) ? inObject(rule.fields, value, lost) : value;
    case 'list':
      return isList(value) ? value.map((item) => (isObject(item) ? inObject(rule.fields, item, lost) : item)) : value;
    default:
      if (isList(value)) return value.map((member) => inValue(undefined, member, siblings, lost));
      return isObject(value) ? inObject({}, value, lost) : value;
  }
};

const unresolved = (name: string, lost: Lost): JsonValue | undefined => {
  const id = lost.idOf(name);
  return id === undefined ? undefined : { $unresolved: id };
};
