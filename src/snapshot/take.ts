import { allTypes, type ResourceType } from '../catalogue/index.js';
import { canonicalFile } from '../model/canonical.js';
import type { Item, SpaceIdentity } from '../model/item.js';
import { byText, type Key, type TypeName } from '../model/names.js';
import type { Progress } from '../model/progress.js';
import { placeItems } from './layout.js';
import { snapshotFormat, type Manifest, type TypeCount, type UnresolvedEntry } from './manifest.js';
import { nameSpace, type NamedItem, type NamedSpace } from './name-space.js';
import { readSpace, type RawSpace, type SpaceReader } from './read-space.js';
import { filesDigest, type SnapshotFiles } from './write.js';

export interface TakenSnapshot {
  readonly manifest: Manifest;
  readonly files: SnapshotFiles;
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
): Promise<TakenSnapshot> => {
  const raw = await readSpace(reader, progress);
  const named = nameSpace(raw);
  return layOut(raw, named, source, takenAt);
};

const layOut = (raw: RawSpace, named: NamedSpace, source: SpaceIdentity, takenAt: string): TakenSnapshot => {
  const synced = new Map([...named.items].filter(([type]) => !isLookup(type)));
  const placed = placeItems(synced);
  const files = new Map<string, string>([
    ...placed.map(({ item, path }) => [path, canonicalFile(item.document)] as const),
    ...lookupFiles(named),
  ]);
  const paths = new Map<Item, string>(placed.map(({ item, path }) => [item, path]));
  const types = Object.fromEntries(
    [...raw.types.values()].map((ofType) => [
      ofType.type.name,
      countOf(ofType, named.items.get(ofType.type.name)?.size ?? 0),
    ]),
  );
  const manifest: Manifest = {
    format: snapshotFormat,
    source,
    takenAt,
    requests: Object.values(types).reduce((sum, { requests }) => sum + requests, 0),
    types,
    unresolved: unresolvedIn(
      [...synced.values()].flatMap((items) => [...items.values()]),
      paths,
    ),
    digest: filesDigest(files),
  };
  return { manifest, files };
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

const countOf = ({ requests, incomplete }: { requests: number; incomplete?: string }, read: number): TypeCount => ({
  read,
  requests,
  complete: incomplete === undefined,
  ...(incomplete !== undefined && { why: incomplete }),
});

const unresolvedIn = (items: readonly NamedItem[], paths: ReadonlyMap<Item, string>): readonly UnresolvedEntry[] =>
  items
    .flatMap((item) => item.unresolved.map(({ pointer, id }) => ({ file: paths.get(item) ?? item.type, pointer, id })))
    .sort((one, other) => byText(`${one.file}${one.pointer}`, `${other.file}${other.pointer}`));
