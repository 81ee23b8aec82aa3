import { join } from 'node:path';
import { allTypes, LOGO, nameIn, type ResourceType } from '../catalogue/index.js';
import { sha256 } from '../model/canonical.js';
import type { Item, SpaceSnapshot } from '../model/item.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../model/json.js';
import { keyOf, type Digest, type Key, type TypeName } from '../model/names.js';
import { parentsFirst } from './layout.js';
import type { Pictures } from './read-files.js';

/**
 * The items of a snapshot from its files, parents before their children. What is wrong, a name that is there twice
 * (rules names-twice) among it, is added to `defects`.
 */
export const collectItems = (
  values: ReadonlyMap<string, JsonValue>,
  pictures: Pictures,
  directory: string,
  defects: string[],
): Pick<SpaceSnapshot, 'items' | 'lookups' | 'files'> => {
  const files = new Map<Digest, Uint8Array>();
  const items = new Map<TypeName, Map<Key, Item>>(parentsFirst.map((type) => [type.name, new Map()]));
  const namesOfFolder = new Map<string, readonly string[]>();
  for (const type of parentsFirst) {
    for (const { path, folder, above } of placesOf(type, values.keys(), namesOfFolder)) {
      const document = values.get(path);
      const names = isObject(document) ? namesIn(type, document, above) : undefined;
      if (!isObject(document) || !names) {
        defects.push(`${join(directory, path)}: no ${type.singular}: ${nameField(type)} is missing`);
        continue;
      }
      const picture = Object.hasOwn(type.fields, LOGO) ? pictures.byFolder.get(folder) : undefined;
      const digest = picture && sha256(picture);
      if (picture && digest) files.set(digest, picture);
      const item: Item = {
        type: type.name,
        names,
        key: keyOf(names),
        document: digest ? { ...document, [LOGO]: { $file: digest } } : document,
      };
      const ofType = items.get(type.name);
      if (ofType?.has(item.key))
        defects.push(`${join(directory, path)}: a second ${type.singular} named ${names.join(' / ')}`);
      ofType?.set(item.key, item);
      namesOfFolder.set(`${type.name} ${folder}`, names);
    }
  }
  return { items, lookups: collectLookups(values), files };
};

interface Place {
  readonly path: string;
  readonly folder: string;
  /** The names of the parent whose folder this is in. */
  readonly above: readonly string[];
}

/** The files that are of a type, by the pattern it declares. */
const placesOf = (
  type: ResourceType,
  paths: Iterable<string>,
  namesOfFolder: ReadonlyMap<string, readonly string[]>,
): readonly Place[] => {
  const pattern = new RegExp(
    `^${type.file
      .replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&')
      .replace('{parent}', '(?<parent>.+?)')
      .replace('{name}', '[^/]+')}$`,
  );
  const places: Place[] = [];
  for (const path of paths) {
    const match = pattern.exec(path);
    if (!match) continue;
    const parent = match.groups?.['parent'];
    const above = type.parent ? namesOfFolder.get(`${type.parent.type} ${parent ?? ''}`) : [];
    if (above) places.push({ path, folder: path.slice(0, path.lastIndexOf('/')), above });
  }
  return places;
};

const namesIn = (type: ResourceType, document: JsonObject, above: readonly string[]): readonly string[] | undefined => {
  if (type.identity.kind === 'onePerParent') return above;
  const name = nameIn(type, document);
  return name !== undefined && name.trim() !== '' ? [...above, name] : undefined;
};

const nameField = (type: ResourceType): string =>
  type.identity.kind === 'named' ? type.identity.field : 'the document';

const collectLookups = (values: ReadonlyMap<string, JsonValue>): ReadonlyMap<TypeName, ReadonlyMap<Key, string>> =>
  new Map(
    allTypes
      .filter((type) => type.lookupOnly)
      .map((type) => {
        const names = values.get(type.file);
        const texts = isList(names) ? names.filter((name) => typeof name === 'string') : [];
        return [type.name, new Map(texts.map((name) => [keyOf([name]), name]))];
      }),
  );
