import { isList, isObject, objectsOf, textOf, type JsonObject, type JsonValue } from '../../model/json.js';

/** Raw API documents by the path of their collection. */
export type Documents = Readonly<Record<string, readonly JsonObject[]>>;

/** The text of a member; empty where it is none. */
export const textIn = (document: JsonObject, field: string): string => textOf(document[field]);

/** The texts of a list; none where it is no list. */
export const textsIn = (document: JsonObject, field: string): readonly string[] => {
  const value: JsonValue | undefined = document[field];
  return isList(value) ? value.filter((item) => typeof item === 'string') : [];
};

/** The objects of a list; none where it is no list. */
export const objectsIn = (document: JsonObject, field: string): readonly JsonObject[] => objectsOf(document[field]);

/** The object at a member; an empty one where it is none. */
export const objectIn = (document: JsonObject, field: string): JsonObject => {
  const value = document[field];
  return isObject(value) ? value : {};
};
