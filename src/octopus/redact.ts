import { isList, isObject, type JsonObject, type JsonValue } from '../model/json.js';

const hidden = '***';

/** Fields, of the API and of step properties, whose values nobody should find in a log. */
const secretField =
  /password|passphrase|passwd|secret|api-?key|token|newvalue|private-?key|jsonkey|certificatedata|connectionstring/i;
/** Named like a secret, but no more than a version. */
const plainField = /^ConcurrencyToken$/i;

/** Text without the API key, wherever in it a server may have repeated it. */
export const hideKey = (text: string, apiKey: string): string => text.replaceAll(apiKey, hidden);

/**
 * A body as a log may hold it: the values of fields named like secrets, of sensitive variables and of sensitive
 * templates become `***`, and so does the API key. Whether there is a value (`HasValue`) stays.
 */
export const redact = (body: JsonValue, apiKey: string): JsonValue => redactValue(body, apiKey, false);

/**
 * Text without the API key and without the secrets of the request it answers: a server may repeat what it was asked, plainly
 * or as JSON within JSON.
 */
export const hideSent = (text: string, body: JsonValue | undefined, apiKey: string): string => {
  const secrets = body === undefined ? [] : secretsIn(body, false);
  const spellings = secrets.flatMap((secret) => [escaped(escaped(secret)), escaped(secret), secret]);
  return [...new Set(spellings)]
    .sort((one, other) => other.length - one.length)
    .reduce((hiding, secret) => hiding.replaceAll(secret, hidden), hideKey(text, apiKey));
};

const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Shorter ones would black out half of an answer, and say nothing. */
const shortest = 4;

const secretsIn = (value: JsonValue, isSecret: boolean): readonly string[] => {
  if (typeof value === 'string') return isSecret && value.length >= shortest ? [value] : [];
  if (isList(value)) return value.flatMap((item) => secretsIn(item, isSecret));
  if (!isObject(value)) return [];
  const secretHere = secretFieldsOf(value);
  return Object.entries(value).flatMap(([field, inner]) =>
    secretsIn(inner, isSecret || secretHere.includes(field) || isSecretName(field)),
  );
};

const redactValue = (value: JsonValue, apiKey: string, isSecret: boolean): JsonValue => {
  if (typeof value === 'string') return isSecret && value !== '' ? hidden : hideKey(value, apiKey);
  if (typeof value === 'number') return isSecret ? hidden : value;
  if (isList(value)) return value.map((item) => redactValue(item, apiKey, isSecret));
  if (!isObject(value)) return value;
  const secretHere = secretFieldsOf(value);
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => [
      hideKey(field, apiKey),
      redactValue(inner, apiKey, isSecret || secretHere.includes(field) || isSecretName(field)),
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

/** The text of a body as a log may hold it; what is no JSON is shortened. */
export const redactText = (text: string, apiKey: string): JsonValue | undefined => {
  if (text === '') return undefined;
  try {
    return redact(JSON.parse(text) as JsonValue, apiKey);
  } catch {
    return hideKey(text, apiKey).slice(0, 500);
  }
};
