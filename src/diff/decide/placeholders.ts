import { isList, isObject, type JsonValue } from '../../model/json.js';
import { isPlaceholder } from '../../model/markers.js';
import type { CleanUp } from '../../model/reason.js';
import { below, ROOT, segmentsOf, type Pointer } from '../../model/pointer.js';
import { placeInWords } from '../../catalogue/labels.js';

/** What a person does about a secret that only the source knows: `The source keeps the secret key to itself: enter it.` */
export const secretKept = (at: readonly string[]): string => {
  const field = placeInWords(at);
  return `The source keeps the ${field === 'value' ? 'secret value' : field.startsWith('"') ? `secret ${field}` : field} to itself: enter it.`;
};

/** A clean-up entry for each placeholder in what will be written: of an existing item, only new secrets get one. */
export const placeholdersIn = (value: JsonValue, at: Pointer = ROOT): readonly CleanUp[] => {
  if (isPlaceholder(value)) {
    return [{ kind: 'replace-secret', at, says: secretKept(segmentsOf(at)) }];
  }
  if (isList(value)) return value.flatMap((item, index) => placeholdersIn(item, below(at, index)));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([field, member]) => placeholdersIn(member, below(at, field)));
};
