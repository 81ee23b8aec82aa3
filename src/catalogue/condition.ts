import { isObject, type JsonObject, type JsonValue } from '../model/json.js';
import type { Condition } from './vocabulary.js';

/** Whether a document says what a condition asks for. */
export const saysSo = (document: JsonObject, { field, equals }: Condition): boolean => {
  let value: JsonValue | undefined = document;
  for (const segment of field) value = isObject(value) ? value[segment] : undefined;
  return equals.some((one) => one === (value ?? null));
};
