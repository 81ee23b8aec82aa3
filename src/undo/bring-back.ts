import { ruleByField, ruleOf, ruleOfPlace, type FieldRule, type Fields } from '../catalogue/index.js';
import type { Operation } from '../changeset/operation.js';
import { isList, isObject, sameJson, type JsonObject, type JsonValue } from '../model/json.js';
import { isSecret, isUnresolved, placeholder } from '../model/markers.js';
import { around, segmentsOf, valueAt } from '../model/pointer.js';

/**
 * A patch whose values can be written: a secret that went cannot come back, and something stands in for it (rules undo-secrets);
 * an ID that nothing had stays away. `to` is the document that the patch makes.
 */
export const writable = (fields: Fields, patch: readonly Operation[], to: JsonObject): readonly Operation[] =>
  patch.map((step, index) => {
    if (step.op !== 'add' && step.op !== 'replace') return step;
    const beside = valueAt(to, around(step.path));
    const tested = patch[index - 1];
    const old = step.op === 'replace' && tested?.op === 'test' && tested.path === step.path ? tested.value : undefined;
    const siblings = isObject(beside) ? beside : {};
    const value = brought(ruleOfPlace(fields, step.path), step.value, { siblings, field: fieldIn(step), old });
    return { ...step, value };
  });

/** Where a value stands, and what is there now. */
interface Place {
  readonly siblings: JsonObject;
  readonly field: string;
  readonly old: JsonValue | undefined;
}

const fieldIn = ({ path }: { readonly path: Operation['path'] }): string => segmentsOf(path).at(-1) ?? '';

const brought = (rule: FieldRule | undefined, value: JsonValue, place: Place): JsonValue => {
  const { siblings, field, old } = place;
  const own = rule?.kind === 'byField' ? ruleByField(rule, siblings) : rule;
  // A secret that is there stays the one that it is.
  if (isSecret(value)) return value.$secret && !(isSecret(old) && old.$secret) ? standIn(own, field) : value;
  if (isUnresolved(value)) return null;
  if (isList(value)) {
    const now = isList(old) ? old : [];
    return value
      .filter((one) => !isUnresolved(one))
      .map((one) =>
        isObject(one) && own?.kind === 'list'
          ? inObject(own.fields, one, counterpart(one, now))
          : brought(undefined, one, { siblings, field, old: counterpart(one, now) }),
      );
  }
  if (!isObject(value)) return value;
  return inObject(own?.kind === 'nested' || own?.kind === 'list' ? own.fields : undefined, value, old);
};

/** What an item of a list is now: the same, or the only one of its name. */
const counterpart = (item: JsonValue, now: readonly JsonValue[]): JsonValue | undefined => {
  const same = now.find((one) => sameJson(one, item));
  if (same !== undefined || !isObject(item)) return same;
  const named = now.filter((one) => isObject(one) && one['Name'] !== undefined && sameJson(one['Name'], item['Name']));
  return named.length === 1 ? named[0] : undefined;
};

const inObject = (fields: Fields | undefined, value: JsonObject, old: JsonValue | undefined): JsonObject =>
  Object.fromEntries(
    Object.entries(value).map(([field, member]) => {
      const now = isObject(old) ? old[field] : undefined;
      return [field, brought(fields && ruleOf(fields, field), member, { siblings: value, field, old: now })];
    }),
  );

const standIn = (rule: FieldRule | undefined, field: string): JsonValue => {
  if (rule?.kind !== 'secret') return placeholder('DUMMY VALUE');
  return rule.placeholder === undefined ? { $needed: field } : placeholder(rule.placeholder);
};
