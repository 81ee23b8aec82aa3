import type { TSchema } from '@sinclair/typebox';
import { isObject, type JsonObject, type JsonValue } from './json.js';

/**
 * The JSON Schema (draft 7) of a shape, for programs that read such a file: what has an `$id` stands once, among the
 * `definitions`, and a choice of words is an `enum`.
 */
export const publishedSchema = (title: string, shape: TSchema): JsonObject => {
  const definitions = new Map<string, JsonValue>();
  const plain = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(plain);
    if (!isObject(value)) return value;
    const { $id: id, type, description, anyOf, ...rest } = value;
    const words = wordsOf(anyOf);
    const whole = Object.fromEntries([
      ...Object.entries({ type: words ? 'string' : type, description, enum: words, anyOf: words ? undefined : anyOf })
        .filter((field): field is [string, JsonValue] => field[1] !== undefined)
        .map(([field, inner]): [string, JsonValue] => [field, plain(inner)]),
      ...Object.entries(rest)
        .filter(([field, inner]) => field !== 'properties' || !isEmpty(inner))
        .map(([field, inner]): [string, JsonValue] => [field, plain(inner)]),
    ]);
    if (typeof id !== 'string') return whole;
    definitions.set(id, whole);
    return { $ref: `#/definitions/${id}` };
  };
  // What TypeBox notes for itself are symbols: JSON has none of them.
  const schema = plain(JSON.parse(JSON.stringify(shape)) as JsonValue);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title,
    ...(isObject(schema) && schema),
    ...(definitions.size > 0 && { definitions: Object.fromEntries(definitions) }),
  };
};

/** The words of a choice of nothing but words. */
const wordsOf = (variants: JsonValue | undefined): readonly JsonValue[] | undefined => {
  if (!Array.isArray(variants)) return undefined;
  const words = variants.filter(isObject).flatMap(({ const: word }) => (word === undefined ? [] : [word]));
  return words.length === variants.length ? words : undefined;
};

const isEmpty = (value: JsonValue): boolean => isObject(value) && Object.keys(value).length === 0;
