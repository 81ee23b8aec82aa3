import { parentNames, storedTypes, typeNamed, type ResourceType } from '../catalogue/index.js';
import type { Item } from '../model/item.js';
import { byText, keyOf, ownName, refOf, type Key, type Ref, type TypeName } from '../model/names.js';
import { fileNameFor, fileNamesFor } from './file-name.js';

/** A file of a snapshot, relative to its directory, with slashes. */
export interface PlacedItem<Placed extends Item = Item> {
  readonly item: Placed;
  readonly path: string;
}

/** Where each item of a snapshot stands: parents' folders first, so that children find theirs. */
export const placeItems = <Placed extends Item>(
  items: ReadonlyMap<TypeName, ReadonlyMap<Key, Placed>>,
): readonly PlacedItem<Placed>[] => {
  const folders = new Map<Ref, string>();
  return parentsFirst.flatMap((type) => {
    const ofType = [...(items.get(type.name)?.values() ?? [])];
    const fileNames = fileNamesBySibling(ofType);
    return ofType.map((item) => {
      const own = ownName(item.names);
      const parent = type.parent ? folders.get(refOf(type.parent.type, keyOf(parentNames(type, item.names)))) : '';
      const fileName = fileNames.get(siblingKey(item))?.get(own) ?? fileNameFor(own);
      const path = type.file.replace('{parent}', () => parent ?? '').replace('{name}', () => fileName);
      folders.set(refOf(type.name, item.key), path.slice(0, Math.max(0, path.lastIndexOf('/'))));
      return { item, path };
    });
  });
};

const depth = (type: ResourceType): number => (type.parent ? 1 + depth(typeNamed(type.parent.type)) : 0);

/** Synced types, parents before their children. */
export const parentsFirst: readonly ResourceType[] = [...storedTypes].sort((one, other) => depth(one) - depth(other));

const siblingKey = (item: Item): string => keyOf(item.names.slice(0, -1));

const fileNamesBySibling = (items: readonly Item[]): ReadonlyMap<string, ReadonlyMap<string, string>> => {
  const siblings = new Map<string, string[]>();
  for (const item of items) {
    const key = siblingKey(item);
    const names = siblings.get(key) ?? [];
    names.push(ownName(item.names));
    siblings.set(key, names);
  }
  return new Map([...siblings].map(([key, names]) => [key, fileNamesFor(names.sort(byText))]));
};
