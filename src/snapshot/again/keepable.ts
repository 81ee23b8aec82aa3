import { isList, isObject, type JsonValue } from '../../model/json.js';

/**
 * Whether an answer may be kept beside the snapshot for the next reading (rules again-kept). A server answers no secrets; one
 * that did would have them written down: what holds one in clear text is read each time instead.
 */
export const isKeepable = (value: JsonValue): boolean => {
  if (isList(value)) return value.every(isKeepable);
  if (!isObject(value)) return true;
  return !tellsSecret(value) && Object.values(value).every(isKeepable);
};

/** The ways in which the API writes a sensitive value, with a text where it has none. */
const tellsSecret = (value: Readonly<Record<string, JsonValue>>): boolean => {
  const { HasValue, NewValue, IsSensitive, Value, Template, DefaultValue } = value;
  const isClear = (text: JsonValue | undefined): boolean => typeof text === 'string' && text !== '';
  if (typeof HasValue === 'boolean' && isClear(NewValue)) return true;
  if (isClear(DefaultValue) && asksForSecret(value)) return true;
  return isClear(Value) && (IsSensitive === true || asksForSecret(Template));
};

const asksForSecret = (template: JsonValue | undefined): boolean => {
  const settings = isObject(template) ? template['DisplaySettings'] : undefined;
  return isObject(settings) && settings['Octopus.ControlType'] === 'Sensitive';
};
