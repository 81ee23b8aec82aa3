import { isList, isObject, type JsonValue } from '../../model/json.js';
import { isPlaceholder } from '../../model/markers.js';
import type { CleanUp } from '../../model/reason.js';
import { below, ROOT, type Pointer } from '../../model/pointer.js';

/** A clean-up entry for each placeholder in what will be written: of an existing item, only new secrets get one. */
export const placeholdersIn = (value: JsonValue, at: Pointer = ROOT): readonly CleanUp[] => {
  if (isPlaceholder(value)) {
    const says = 'The source keeps this secret to itself: enter the value.';
    return [{ kind: 'replace-secret', at, says }];
  }
  if (isList(value)) return value.flatMap((item, index) => placeholdersIn(item, below(at, index)));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([field, member]) => placeholdersIn(member, below(at, field)));
};
