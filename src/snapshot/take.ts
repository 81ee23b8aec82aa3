import { allTypes, typeNamed, withOwners, type ResourceType } from '../catalogue/index.js';
import { canonicalFile } from '../model/canonical.js';
import type { SpaceIdentity } from '../model/item.js';
import { byText, type Key, type TypeName } from '../model/names.js';
import type { Progress } from '../model/progress.js';
import { Early } from './laying-out/early.js';
import { inMemory, type FilesInto } from './laying-out/files-into.js';
import { snapshotFormat } from './format.js';
import { LaidOut } from './laying-out/laid-out.js';
import { placeItems } from './layout.js';
import type { Manifest, TypeCount } from './manifest.js';
import { nameSpace, type NamedItem, type NamedSpace } from './name-space.js';
import { readSpace, type RawSpace, type RawType, type SpaceReader } from './read-space.js';
import type { WhatToRead } from './what-to-read.js';
import type { SnapshotFiles } from './write.js';

export interface TakenSnapshot {
  readonly manifest: Manifest;
  /** The files, unless there was somewhere to put them. */
  readonly files: SnapshotFiles;
  /** The space by names, but for documents that were laid out while others were still read. */
  readonly space: NamedSpace;
  /** What a person should know besides. */
  readonly notes: readonly string[];
  /** Where each picture stands, by the ID of its resource. */
  readonly pictures: ReadonlyMap<string, string>;
}

/**
 * Takes a space: reads every type, names everything, and lays it out as files. `takenAt` is an ISO 8601 time; it is in the manifest,
 * not in the digest. With `into`, files are put there as soon as they are named, most of them while the rest is still read, and
 * are not held here; their bytes are the same. Writes nothing itself.
 */
export const takeSnapshot = async (
  reader: SpaceReader,
  source: SpaceIdentity,
  takenAt: string,
  progress: Progress,
  what: WhatToRead = { logos: true },
  into?: FilesInto,
): Promise<TakenSnapshot> => {
  // What belongs to something stands in its folder, under its name.
  const only = what.only && withOwners(what.only.map(typeNamed)).map(({ name }) => name);
  const memory = inMemory();
  const laidOut = new LaidOut(into ?? memory);
  // With --only, it shows at the end alone what else is to be read.
  const early = into && !only ? new Early(laidOut) : undefined;
  const raw = await readSpace(reader, progress, {
    ...what,
    only,
    takeListed: early && ((listed) => early.begin(listed)),
  });
  const named = early ? nameSpace(early.rest(raw), { index: early.index }) : nameSpace(raw);
  const wanted = (type: TypeName): boolean => only?.includes(type) ?? true;
  const placed = placeItems(new Map([...named.items].filter(([type]) => !isLookup(type) && wanted(type))));
  for (const one of placed) await laidOut.item(early?.placed(one.item) ?? one, named);
  early?.tellMentioned();
  for (const [path, content] of lookupFiles(named)) await laidOut.file(path, content);
  const countOfType = (type: TypeName): number => (named.items.get(type)?.size ?? 0) + (early?.counts.get(type) ?? 0);
  const manifest = {
    source,
    takenAt,
    ...manifestOf(typesTold(raw, countOfType, wanted), unreadIn(raw, wanted), laidOut),
  };
  return { manifest, files: memory.files, space: named, notes: raw.notes, pictures: laidOut.pictures };
};

const typesTold = (
  raw: RawSpace,
  countOfType: (type: TypeName) => number,
  wanted: (type: TypeName) => boolean,
): Manifest['types'] =>
  Object.fromEntries(
    allTypes.map(({ name, lookupOnly }) => {
      const ofType = raw.types.get(name);
      const isWritten = ofType && (wanted(name) || lookupOnly);
      return [name, isWritten ? countOf(ofType, countOfType(name)) : notWritten(ofType?.requests ?? 0)];
    }),
  );

/** What could not be read of single projects. */
const unreadIn = ({ incomplete }: RawSpace, wanted: (type: TypeName) => boolean): NonNullable<Manifest['unread']> =>
  incomplete.flatMap(({ type, of, why }) => (of && wanted(type) ? [{ type, of: [...of], why }] : []));

const manifestOf = (
  types: Manifest['types'],
  unread: NonNullable<Manifest['unread']>,
  { unresolved, mentioned, pictureEntries, digest }: LaidOut,
): Omit<Manifest, 'source' | 'takenAt'> => ({
  format: snapshotFormat,
  requests: Object.values(types).reduce((sum, { requests }) => sum + requests, 0),
  types,
  ...(unread.length > 0 && { unread }),
  unresolved: unresolved.sort((one, other) => byText(`${one.file}${one.pointer}`, `${other.file}${other.pointer}`)),
  ...(mentioned.size > 0 && { mentioned: [...mentioned.values()].sort((one, other) => byText(one.id, other.id)) }),
  ...(pictureEntries.length > 0 && { pictures: pictureEntries.sort((one, other) => byText(one.file, other.file)) }),
  digest,
});

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
