import { isList, isObject, mapFields, mapItems, type JsonObject, type JsonValue } from '../model/json.js';
import { withoutSignIn } from '../model/sign-in.js';
import type { Content } from './content.js';
import { hidden, type Secrets } from './known-secrets.js';

/** Fields, of the API and of step properties, whose values nobody should find in a log. */
const secretField =
  /password|passphrase|passwd|secret|api-?key|token|newvalue|private-?key|jsonkey|certificatedata|connectionstring/i;
/** Named like a secret, but no more than a version. */
const plainField = /^ConcurrencyToken$/i;

/**
 * A body as a log may hold it: the values of fields named like secrets, of sensitive variables and of sensitive
 * templates become `***`, and so do known secrets wherever they stand. Whether there is a value (`HasValue`) stays. What holds
 * none is given back as it is, without a copy.
 */
export const redact = (body: JsonValue, secrets: Secrets): JsonValue => redactValue(body, secrets, false);

/** The texts of a request that its fields say to be secret: a server may repeat them. */
export const secretsIn = (body: JsonValue): readonly string[] => {
  const found: string[] = [];
  collectSecrets(body, false, found);
  return found;
};

const collectSecrets = (value: JsonValue, isSecret: boolean, found: string[]): void => {
  if (typeof value === 'string') {
    if (isSecret) found.push(value);
  } else if (isList(value)) {
    for (const item of value) collectSecrets(item, isSecret, found);
  } else if (isObject(value)) {
    const secretHere = secretFieldsOf(value);
    for (const [field, inner] of Object.entries(value))
      collectSecrets(inner, isSecret || secretHere.includes(field) || isSecretName(field), found);
  }
};

const redactValue = (value: JsonValue, secrets: Secrets, isSecret: boolean): JsonValue => {
  if (typeof value === 'string') return isSecret && value !== '' ? hidden : withoutSignIn(secrets.hide(value));
  if (typeof value === 'number') return isSecret ? hidden : secrets.hideIn(value);
  if (isList(value)) return mapItems(value, (item) => redactValue(item, secrets, isSecret));
  if (!isObject(value)) return value;
  const secretHere = secretFieldsOf(value);
  const redacted = mapFields(value, (inner, field) =>
    redactValue(inner, secrets, isSecret || secretHere.includes(field) || isSecretName(field)),
  );
  return secrets.hideInNames(redacted);
};

/** The API has some hundred names of fields; what is a map from names has more. */
const judged = new Map<string, boolean>();
const mostJudged = 5000;

const isSecretName = (field: string): boolean => {
  const known = judged.get(field);
  if (known !== undefined) return known;
  const is = secretField.test(field) && !plainField.test(field);
  if (judged.size >= mostJudged) judged.clear();
  judged.set(field, is);
  return is;
};

/** The fields that this object itself declares to be secret. */
const secretFieldsOf = (object: JsonObject): readonly string[] => {
  const settings = object['DisplaySettings'];
  const isSensitive =
    object['Type'] === 'Sensitive' ||
    object['IsSensitive'] === true ||
    (isObject(settings) && settings['Octopus.ControlType'] === 'Sensitive');
  return isSensitive ? valueFields : none;
};

const valueFields = ['Value', 'DefaultValue', 'SensitiveValue'];
const none: readonly string[] = [];

/** Of what is no JSON, a log has the beginning. */
const longestShown = 500;

/** What an answer says as a log may hold it; what is no JSON is shortened. */
export const redactContent = ({ text, parsed }: Content, secrets: Secrets): JsonValue | undefined => {
  if (text === '') return undefined;
  if (parsed.kind === 'value') return redact(parsed.json, secrets);
  return secrets.hide(text.slice(0, 100 * longestShown)).slice(0, longestShown);
};
