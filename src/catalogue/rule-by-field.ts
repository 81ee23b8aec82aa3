import type { JsonObject } from '../model/json.js';
import type { ByField, FieldRule } from './vocabulary.js';

/** The rule that holds for a value, given the fields beside it: by text, or by true and false. */
export const ruleByField = (rule: ByField, siblings: JsonObject): FieldRule => {
  const value = siblings[rule.field];
  const chosen = typeof value === 'string' || typeof value === 'boolean' ? rule.cases[String(value)] : undefined;
  return chosen ?? rule.otherwise;
};
