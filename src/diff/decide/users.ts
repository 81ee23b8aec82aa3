import { calledOf } from '../../catalogue/called.js';
import { allTypes, publishedBy, rootOf, type ResourceType } from '../../catalogue/index.js';
import type { Item } from '../../model/item.js';
import { isObject, objectsOf, textOf, type JsonObject } from '../../model/json.js';
import { foldName, keyOf } from '../../model/names.js';
import { referencesIn } from '../select/references.js';
import type { Case } from './strategies/strategy.js';

/**
 * What on the destination refers to things inside a document, such as the actions of a step, as a person would point at it
 * (rules process-removal-users). Only what belongs to the same project can: `within` is the document with those things alone.
 */
export const usersOf = ({ type, names, projection }: Case, within: JsonObject): readonly string[] => {
  const keys = new Set(publishedBy(type, names, within).map((thing) => keyOf([thing.type, ...thing.names])));
  const root = rootOf(type);
  return allTypes
    .filter((other) => other !== type && rootOf(other) === root)
    .flatMap((other) =>
      [...projection.all(other.name)]
        .filter((item) => foldName(item.names[0] ?? '') === foldName(names[0] ?? ''))
        .flatMap((item) => usersIn(other, item, keys)),
    );
};

/**
 * Whether anything on the destination refers to things inside a document, such as a tag: no server takes away what is in use.
 * `within` is the document with those things alone.
 */
export const isInUse = ({ type, names, projection }: Case, within: JsonObject): boolean => {
  const keys = new Set(publishedBy(type, names, within).map((thing) => keyOf([thing.type, ...thing.names])));
  if (keys.size === 0) return false;
  return allTypes
    .filter((other) => other !== type)
    .some((other) => [...projection.all(other.name)].some((item) => usersIn(other, item, keys).length > 0));
};

const usersIn = (type: ResourceType, item: Item, keys: ReadonlySet<string>): readonly string[] => {
  const refers = (document: JsonObject): boolean =>
    referencesIn(type.fields, document).some(({ to, names }) =>
      to.some((one) => keys.has(keyOf([one, ...names])) || keys.has(keyOf([one, ...item.names.slice(0, 1), ...names]))),
    );
  const called = `the ${calledOf({ type: type.name, names: item.names })}`;
  return Object.entries(item.document).flatMap(([field, value]) => {
    const named = objectsOf(value).filter((one) => isObject(one) && textOf(one['Name']) !== '');
    if (named.length === 0) return refers({ [field]: value }) ? [called] : [];
    return named.filter((one) => refers({ [field]: [one] })).map((one) => `"${textOf(one['Name'])}" in ${called}`);
  });
};
