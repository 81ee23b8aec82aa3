import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { allTypes, type ResourceType } from '../catalogue/index.js';
import { UsageError } from '../model/errors.js';
import type { Item, SpaceSnapshot } from '../model/item.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../model/json.js';
import { keyOf, type Key, type TypeName } from '../model/names.js';
import { parentsFirst } from './layout.js';
import { manifestDefects, snapshotFormat, type Manifest } from './manifest.js';
import { filesDigest, isCode, manifestFile } from './write.js';

export interface ReadSnapshot extends SpaceSnapshot {
  readonly manifest: Manifest;
}

/**
 * Reads a snapshot directory and checks all of it: format, manifest, JSON of every file, names, digest. Throws one
 * UsageError that lists every defect with file and place.
 */
export const readSnapshot = async (directory: string): Promise<ReadSnapshot> => {
  const manifest = await readManifest(directory);
  const texts = await readTexts(directory);
  const defects: string[] = [];
  const values = new Map<string, JsonValue>();
  for (const [path, text] of texts) {
    const value = parse(text);
    if (value.ok) values.set(path, value.json);
    else defects.push(`${join(directory, path)}: ${value.why}`);
  }
  const items = collectItems(values, directory, defects);
  if (defects.length === 0 && filesDigest(texts) !== manifest.digest) {
    defects.push(
      `${join(directory, manifestFile)}: /digest does not match the files: some were edited, added or removed`,
    );
  }
  if (defects.length > 0) throw broken(directory, defects);
  return {
    identity: manifest.source,
    digest: manifest.digest,
    items,
    lookups: collectLookups(values),
    incomplete: Object.entries(manifest.types).flatMap(([type, { complete, why }]) =>
      complete ? [] : [{ type, why: why ?? 'not read whole' }],
    ),
    manifest,
  };
};

const broken = (directory: string, defects: readonly string[]): UsageError =>
  new UsageError({
    what: `The snapshot cannot be used: ${defects.join('; ')}.`,
    where: directory,
    remedy: 'Take the snapshot again, or restore it from Git.',
  });

const readManifest = async (directory: string): Promise<Manifest> => {
  const path = join(directory, manifestFile);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (!isCode(error, 'ENOENT') && !isCode(error, 'ENOTDIR')) throw error;
    throw new UsageError({
      what: 'There is no snapshot here.',
      where: path,
      remedy: 'Take one: octosync snapshot --url URL --space NAME --out DIR.',
    });
  });
  const value = parse(text);
  if (!value.ok) throw broken(directory, [`${path}: ${value.why}`]);
  const format = isObject(value.json) ? value.json['format'] : undefined;
  if (typeof format === 'string' && format !== snapshotFormat) {
    throw new UsageError({
      what: `The snapshot has the format ${format}; this octosync reads ${snapshotFormat}.`,
      where: path,
      remedy: 'Take the snapshot again with this version of octosync.',
    });
  }
  const defects = manifestDefects(value.json);
  if (defects.length > 0)
    throw broken(
      directory,
      defects.map((defect) => `${path}: ${defect}`),
    );
  return value.json as unknown as Manifest;
};

/** All JSON files of the directory besides the manifest, by their path with slashes. */
const readTexts = async (directory: string): Promise<ReadonlyMap<string, string>> => {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name));
  const texts = new Map<string, string>();
  for (const path of paths.sort()) {
    const relative = path.slice(join(directory, '/').length).replaceAll('\\', '/');
    if (relative !== manifestFile) texts.set(relative, await readFile(path, 'utf8'));
  }
  return texts;
};

type Parsed = { readonly ok: true; readonly json: JsonValue } | { readonly ok: false; readonly why: string };

const parse = (text: string): Parsed => {
  try {
    return { ok: true, json: JSON.parse(text) as JsonValue };
  } catch (error) {
    return {
      ok: false,
      why: `not valid JSON, perhaps cut short (${error instanceof Error ? error.message : 'unreadable'})`,
    };
  }
};

const collectItems = (
  values: ReadonlyMap<string, JsonValue>,
  directory: string,
  defects: string[],
): ReadonlyMap<TypeName, ReadonlyMap<Key, Item>> => {
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
      const item: Item = { type: type.name, names, key: keyOf(names), document };
      const ofType = items.get(type.name);
      if (ofType?.has(item.key))
        defects.push(`${join(directory, path)}: a second ${type.singular} named ${names.join(' / ')}`);
      ofType?.set(item.key, item);
      namesOfFolder.set(`${type.name} ${folder}`, names);
    }
  }
  return items;
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
  const name = document[type.identity.field];
  return typeof name === 'string' && name.trim() !== '' ? [...above, name] : undefined;
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
