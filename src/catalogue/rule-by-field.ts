import { isObject, type JsonObject } from '../model/json.js';
import type { ByField, FieldRule } from './vocabulary.js';

/** The rule that holds for a value, given the fields beside it: by text, or by true and false. */
export const ruleByField = (rule: ByField, siblings: JsonObject): FieldRule => {
  const field = siblings[rule.field];
  const value = rule.member !== undefined && isObject(field) ? field[rule.member] : field;
  const chosen = typeof value === 'string' || typeof value === 'boolean' ? own(rule.cases, String(value)) : undefined;
  return chosen ?? rule.otherwise;
};

const own = (cases: ByField['cases'], name: string): FieldRule | undefined =>
  Object.hasOwn(cases, name) ? cases[name] : undefined;
