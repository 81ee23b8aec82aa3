import { findType, isNarrowing, ruleAt, type CountedParts } from '../../catalogue/index.js';
import { dimensionOf, labelOf } from '../../catalogue/labels.js';
import { isList, isObject, objectsOf, textOf, type JsonObject, type JsonValue } from '../../model/json.js';
import { pointerOf, valueAt } from '../../model/pointer.js';
import { shortly } from './short.js';

/** Environments need no word beside their names. */
const isUnsaid = (label: string): boolean => /^environments?$/.test(label);

/** What something in a list of a document is limited to, in brackets: ` [Test; channels: QA]`; empty for what is not limited. */
export const limitsOf = (type: string, { limits }: CountedParts, list: string, item: JsonObject): string =>
  bracketed([...limitsIn(type, [list, '0'], item), ...listedAt(item, limits)].join('; '));

/** Names that a text lists, with commas between them: `target tags: web, db`. */
const listedAt = (item: JsonObject, path: CountedParts['limits']): readonly string[] => {
  if (!path) return [];
  const names = textOf(valueAt(item, pointerOf(path)))
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.length === 0 ? [] : [limit(labelOf(path.at(-1) ?? ''), names)];
};

const limitsIn = (type: string, at: readonly string[], item: JsonObject): readonly string[] =>
  Object.entries(item).flatMap(([field, value]) => {
    const place = [...at, field];
    const fields = findType(type)?.fields;
    const rule = fields && ruleAt(fields, place);
    if (isNarrowing(rule) && isList(value) && value.length > 0) return [limit(labelOf(field), value)];
    return rule?.kind === 'list' ? objectsOf(value).flatMap((inner) => limitsIn(type, [...place, '0'], inner)) : [];
  });

/** Where a value applies: `Staging, Test; target tag: web`. Empty for one that applies everywhere. */
export const scopeWords = (scope: JsonValue): string =>
  Object.entries(isObject(scope) ? scope : {})
    .filter(([, members]) => isList(members) && members.length > 0)
    .map(([dimension, members]) => limit(dimensionOf(dimension), members))
    .join('; ');

const limit = (label: string, members: JsonValue): string =>
  isUnsaid(label) ? shortly(members) : `${label}: ${shortly(members)}`;

export const bracketed = (words: string): string => (words === '' ? '' : ` [${words}]`);
