import {
  Type,
  type SchemaOptions,
  type Static,
  type TObject,
  type TProperties,
  type TSchema,
  type TUnsafe,
} from '@sinclair/typebox';
import type { JsonObject, JsonValue } from './json.js';

/*
 * The words in which a file format is declared, once: its type, its JSON Schema and the check of what is read follow from
 * the declaration (docs/decisions/0012). Whatever they infer is readonly. Only types are imported from a file of shapes
 * where the program starts: TypeBox takes a fifth of a second's work to load, and the checks are made beforehand.
 */

export const text = (description: string, more: SchemaOptions = {}) => Type.String({ description, ...more });

/** One of a list of words. */
export const oneOf = <Word extends string>(words: readonly Word[], description: string): TUnsafe<Word> =>
  Type.Unsafe<Word>(
    Type.Union(
      words.map((word) => Type.Literal(word)),
      { description },
    ),
  );

/** Exactly this text. */
export const exactly = <Word extends string>(word: Word, description?: string) =>
  Type.Literal(word, description === undefined ? {} : { description });

export const nothing = (description: string) => Type.Null({ description });
export const yes = (description: string) => Type.Literal(true, { description });
export const flag = (description: string) => Type.Boolean({ description });
export const number = (description: string) => Type.Number({ description });
export const count = (description: string) => Type.Integer({ minimum: 0, description });

export const list = <Item extends TSchema>(
  items: Item,
  description: string,
  more: SchemaOptions = {},
): TUnsafe<readonly Static<Item>[]> => Type.Unsafe(Type.Array(items, { description, ...more }));

export const texts = (description: string, more: SchemaOptions = {}) => list(Type.String(), description, more);

/** An object whose fields are these and no others; all are required but those in `optional(…)`. */
export const object = <Fields extends TProperties>(
  description: string,
  fields: Fields,
  more: SchemaOptions = {},
): TUnsafe<Readonly<Static<TObject<Fields>>>> =>
  Type.Unsafe(Type.Object(fields, { description, additionalProperties: false, ...more }));

export const optional = <Field extends TSchema>(field: Field) => Type.Optional(field);

/** One of several shapes; `description` is of all of them. */
export const either = <Variants extends TSchema[]>(variants: [...Variants], more: SchemaOptions = {}) =>
  Type.Union(variants, more);

/** An object by names that are data, each of the same shape. */
export const byName = <Value extends TSchema>(
  value: Value,
  description: string,
): TUnsafe<Readonly<Record<string, Static<Value>>>> =>
  Type.Unsafe(Type.Object({}, { description, additionalProperties: value }));

/** The same, where the names are of one pattern. */
export const byNameLike = <Value extends TSchema>(
  pattern: string,
  value: Value,
  description: string,
): TUnsafe<Readonly<Record<string, Static<Value>>>> =>
  Type.Unsafe(Type.Record(Type.String({ pattern }), value, { description, additionalProperties: false }));

/** How many of what: a whole number for each column, and nothing more unless somebody says what. */
// eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type
export const counts = <Column extends string, More extends TProperties = Record<never, never>>(
  columns: readonly Column[],
  description: string,
  more?: More,
): TUnsafe<Readonly<Record<Column, number>> & Readonly<Static<TObject<More>>>> =>
  Type.Unsafe(
    object(description, {
      ...Object.fromEntries(columns.map((column) => [column, count(`How many: ${column}.`)])),
      ...more,
    }),
  );

/** JSON of which the format says nothing more. */
export const anyJson = (): TUnsafe<JsonValue> => Type.Unsafe<JsonValue>(Type.Unknown());
export const anyObject = (description: string): TUnsafe<JsonObject> =>
  Type.Unsafe<JsonObject>(Type.Object({}, { description }));
