import { isList, isObject, type JsonObject, type JsonValue } from '../model/json.js';
import { parseJson } from '../model/parse-json.js';
import { hidden, type Secrets } from './known-secrets.js';

/** Fields, of the API and of step properties, whose values nobody should find in a log. */
const secretField =
  /password|passphrase|passwd|secret|api-?key|token|newvalue|private-?key|jsonkey|certificatedata|connectionstring/i;
/** Named like a secret, but no more than a version. */
const plainField = /^ConcurrencyToken$/i;

/**
 * A body as a log may hold it: the values of fields named like secrets, of sensitive variables and of sensitive
 * templates become `***`, and so do known secrets wherever they stand. Whether there is a value (`HasValue`) stays.
 */
export const redact = (body: JsonValue, secrets: Secrets): JsonValue => redactValue(body, secrets, false);

/** The texts of a request that its fields say to be secret: a server may repeat them. */
export const secretsIn = (body: JsonValue): readonly string[] => secretTexts(body, false);

const secretTexts = (value: JsonValue, isSecret: boolean): readonly string[] => {
  if (typeof value === 'string') return isSecret ? [value] : [];
  if (isList(value)) return value.flatMap((item) => secretTexts(item, isSecret));
  if (!isObject(value)) return [];
  const secretHere = secretFieldsOf(value);
  return Object.entries(value).flatMap(([field, inner]) =>
    secretTexts(inner, isSecret || secretHere.includes(field) || isSecretName(field)),
  );
};

const redactValue = (value: JsonValue, secrets: Secrets, isSecret: boolean): JsonValue => {
  if (typeof value === 'string') return isSecret && value !== '' ? hidden : secrets.hide(value);
  if (typeof value === 'number') return isSecret ? hidden : secrets.hideIn(value);
  if (isList(value)) return value.map((item) => redactValue(item, secrets, isSecret));
  if (!isObject(value)) return value;
  const secretHere = secretFieldsOf(value);
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => [
      secrets.hide(field),
      redactValue(inner, secrets, isSecret || secretHere.includes(field) || isSecretName(field)),
    ]),
  );
};

const isSecretName = (field: string): boolean => secretField.test(field) && !plainField.test(field);

/** The fields that this object itself declares to be secret. */
const secretFieldsOf = (object: JsonObject): readonly string[] => {
  const settings = object['DisplaySettings'];
  const isSensitive =
    object['Type'] === 'Sensitive' ||
    object['IsSensitive'] === true ||
    (isObject(settings) && settings['Octopus.ControlType'] === 'Sensitive');
  return isSensitive ? ['Value', 'DefaultValue', 'SensitiveValue'] : [];
};

/** Of what is no JSON, a log has the beginning. */
const longestShown = 500;

/** The text of a body as a log may hold it; what is no JSON is shortened. */
export const redactText = (text: string, secrets: Secrets): JsonValue | undefined => {
  if (text === '') return undefined;
  const parsed = parseJson(text);
  if (parsed.kind === 'value') return redact(parsed.json, secrets);
  return secrets.hide(text.slice(0, 100 * longestShown)).slice(0, longestShown);
};
