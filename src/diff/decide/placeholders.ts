import { isList, isObject, type JsonValue } from '../../model/json.js';
import { isPlaceholder } from '../../model/markers.js';
import type { CleanUp } from '../../model/reason.js';
import { pointer } from '../terms/findings.js';

/** A clean-up entry for each placeholder in what will be written: of an existing item, only new secrets get one. */
export const placeholdersIn = (value: JsonValue, at: readonly string[] = []): readonly CleanUp[] => {
  if (isPlaceholder(value)) {
    const says = 'The source keeps this secret to itself: enter the value.';
    return [{ kind: 'replace-secret', at: pointer(at), says }];
  }
  if (isList(value)) return value.flatMap((item, index) => placeholdersIn(item, [...at, String(index)]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([field, member]) => placeholdersIn(member, [...at, field]));
};
