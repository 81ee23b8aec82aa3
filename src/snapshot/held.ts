import { allTypes, type ResourceType } from '../catalogue/index.js';
import { isList, isObject, type JsonValue } from '../model/json.js';
import type { RawType } from './readers/reading.js';

/**
 * The types whose IDs stand in documents, wherever that is: in properties of steps, in lists, in JSON inside a text
 * (rules names-ids-anywhere). What naming the documents needs follows from what they hold, not only from what is declared.
 */
export const typesHeld = (read: readonly RawType[]): readonly ResourceType[] => {
  const prefixes = new Set<string>();
  for (const { documents } of read) for (const document of documents) collect(document, prefixes);
  return allTypes.filter(({ reading: { idPrefix } }) => prefixes.has(idPrefix));
};

const collect = (value: JsonValue, prefixes: Set<string>): void => {
  if (typeof value === 'string') for (const [, prefix = ''] of value.matchAll(idInText)) prefixes.add(prefix);
  else if (isList(value)) for (const item of value) collect(item, prefixes);
  else if (isObject(value))
    for (const [field, member] of Object.entries(value)) if (field !== 'Links') collect(member, prefixes);
};

/** `Feeds-1` in `[{"FeedId":"Feeds-1"}]`, but not in `Our-Feeds-1`. */
const idInText = /(?<![\w-])([A-Z]\w+)-\d+(?![\w-])/g;
