import { allTypes, LOGO, typeNamed, withOwners, type ResourceType } from '../catalogue/index.js';
import { canonicalFile, sha256 } from '../model/canonical.js';
import type { JsonObject } from '../model/json.js';
import { isStoredFile } from '../model/markers.js';
import type { SpaceIdentity } from '../model/item.js';
import { byText, type Key, type TypeName } from '../model/names.js';
import type { Progress } from '../model/progress.js';
import { placeItems } from './layout.js';
import { snapshotFormat } from './format.js';
import { mentionedIn } from './mentioned.js';
import { cacheBusterOf } from './again/cache-buster.js';
import type { Manifest, MentionedEntry, PictureEntry, TypeCount, UnresolvedEntry } from './manifest.js';
import { picturePath } from './picture.js';
import { nameSpace, type NamedItem, type NamedSpace } from './name-space.js';
import { readSpace, type RawSpace, type RawType, type SpaceReader, type WhatToRead } from './read-space.js';
import { filesDigest, type SnapshotFiles } from './write.js';

export interface TakenSnapshot {
  readonly manifest: Manifest;
  readonly files: SnapshotFiles;
  readonly space: NamedSpace;
  /** What a person should know besides. */
  readonly notes: readonly string[];
  /** Where each picture stands, by the ID of its resource. */
  readonly pictures: ReadonlyMap<string, string>;
}

/**
 * Takes a space: reads every type, names everything, and lays it out as files. Writes nothing.
 * `takenAt` is an ISO 8601 time; it is in the manifest, not in the digest.
 */
export const takeSnapshot = async (
  reader: SpaceReader,
  source: SpaceIdentity,
  takenAt: string,
  progress: Progress,
  what: WhatToRead = { logos: true },
): Promise<TakenSnapshot> => {
  // What belongs to something stands in its folder, under its name.
  const only = what.only && withOwners(what.only.map(typeNamed)).map(({ name }) => name);
  const raw = await readSpace(reader, progress, { ...what, only });
  const named = nameSpace(raw);
  const wanted = (type: TypeName): boolean => only?.includes(type) ?? true;
  return layOut(raw, named, source, takenAt, wanted);
};

const layOut = (
  raw: RawSpace,
  named: NamedSpace,
  source: SpaceIdentity,
  takenAt: string,
  wanted: (type: TypeName) => boolean,
): TakenSnapshot => {
  const synced = new Map([...named.items].filter(([type]) => !isLookup(type) && wanted(type)));
  const placed = placeItems(synced);
  const files = new Map<string, string | Uint8Array>();
  const unresolved: UnresolvedEntry[] = [];
  const mentioned = new Map<string, MentionedEntry>();
  const pictures = new Map<string, string>();
  const told: PictureEntry[] = [];
  // Document by document: of a large space, all of them beside all of their texts would need too much memory.
  for (const { item, path } of placed) {
    for (const one of mentionedIn(item, named.index)) mentioned.set(one.id, one);
    for (const [at, content] of filesOf(item.document, path, named.files)) {
      files.set(at, content);
      if (typeof content === 'string') continue;
      pictures.set(item.id, at);
      const cacheBuster = cacheBusterOf(item.raw);
      if (cacheBuster !== undefined) told.push({ id: item.id, file: at, digest: sha256(content), cacheBuster });
    }
    unresolved.push(...item.unresolved.map(({ pointer, id }) => ({ file: path, pointer, id })));
  }
  for (const [path, content] of lookupFiles(named)) files.set(path, content);
  const types = Object.fromEntries(
    allTypes.map(({ name, lookupOnly }) => {
      const ofType = raw.types.get(name);
      const isWritten = ofType && (wanted(name) || lookupOnly);
      return [name, isWritten ? countOf(ofType, named.items.get(name)?.size ?? 0) : notWritten(ofType?.requests ?? 0)];
    }),
  );
  const unread = raw.incomplete.flatMap(({ type, of, why }) =>
    of && wanted(type) ? [{ type, of: [...of], why }] : [],
  );
  const manifest: Manifest = {
    format: snapshotFormat,
    source,
    takenAt,
    requests: Object.values(types).reduce((sum, { requests }) => sum + requests, 0),
    types,
    ...(unread.length > 0 && { unread }),
    unresolved: unresolved.sort((one, other) => byText(`${one.file}${one.pointer}`, `${other.file}${other.pointer}`)),
    ...(mentioned.size > 0 && { mentioned: [...mentioned.values()].sort((one, other) => byText(one.id, other.id)) }),
    ...(told.length > 0 && { pictures: told.sort((one, other) => byText(one.file, other.file)) }),
    digest: filesDigest(files),
  };
  return { manifest, files, space: named, notes: raw.notes, pictures };
};

/** A document, and beside it the picture it has of its own. */
const filesOf = (
  { [LOGO]: picture, ...document }: JsonObject,
  path: string,
  pictures: NamedSpace['files'],
): readonly (readonly [string, string | Uint8Array])[] => {
  const bytes = isStoredFile(picture) ? pictures.get(picture.$file) : undefined;
  const file = [path, canonicalFile(document)] as const;
  return bytes ? [file, [picturePath(path, bytes), bytes]] : [file];
};

const lookups: readonly ResourceType[] = allTypes.filter((type) => type.lookupOnly);
const isLookup = (name: TypeName): boolean => lookups.some((type) => type.name === name);

/** Types that are only looked up are one file each: the sorted list of their names. */
const lookupFiles = (named: NamedSpace): readonly (readonly [string, string])[] =>
  lookups.map((type) => {
    const items: ReadonlyMap<Key, NamedItem> = named.items.get(type.name) ?? new Map<Key, NamedItem>();
    const names = [...items.values()].map((item) => item.names.join(' / ')).sort(byText);
    return [type.file, canonicalFile(names)];
  });

const notWritten = (requests: number): TypeCount => ({
  read: 0,
  requests,
  complete: false,
  why: 'left out: the snapshot was taken with --only',
});

const countOf = ({ requests, incomplete, absent }: RawType, read: number): TypeCount => ({
  read,
  requests,
  complete: incomplete === undefined,
  ...(incomplete !== undefined && { why: incomplete }),
  ...(absent && { absent }),
});
