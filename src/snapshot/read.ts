import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isKeptInGit, storedTypes } from '../catalogue/index.js';
import { sha256 } from '../model/canonical.js';
import { defectsIn } from '../model/defects.js';
import { UsageError } from '../model/errors.js';
import type { Incompleteness, SpaceSnapshot } from '../model/item.js';
import { isObject, sameJson, type JsonValue } from '../model/json.js';
import { GIT } from '../model/markers.js';
import { isCode } from '../model/node-errors.js';
import { isTypeName, type Digest } from '../model/names.js';
import { parseJson, whyUnusable } from '../model/parse-json.js';
import { collectItems } from './collect-items.js';
import { isManifest } from './checks.js';
import { snapshotFormat } from './format.js';
import type { Manifest } from './manifest.js';
import { FileReader, filesIn, isText, readPictures } from './read-files.js';
import { finishReplacement, manifestFile } from './replace-directory.js';
import { digestOfAll, digestsOf } from './write.js';

export interface ReadSnapshot extends SpaceSnapshot {
  readonly manifest: Manifest;
  /** A sentence about what a killed run had left unfinished, and was finished now. */
  readonly finished?: string;
}

/** Files that were read already, by their paths within a snapshot, and what they say: two snapshots of one space have most in common. */
export type KnownTexts = Map<string, KnownText>;

interface KnownText {
  readonly bytes: Uint8Array;
  readonly digest: Digest;
  readonly value: JsonValue;
}

/**
 * Reads a snapshot directory and checks all of it: format, manifest, JSON of every file, names, digest. Throws one
 * UsageError that lists every defect with file and place. What a killed run left between two renames is finished first.
 */
export const readSnapshot = async (directory: string, known?: KnownTexts): Promise<ReadSnapshot> => {
  const finished = await finishReplacement(resolve(directory));
  const manifest = await readManifest(directory);
  const paths = filesIn(directory);
  const pictures = readPictures(directory, paths);
  const defects: string[] = [];
  const { values, digests } = readValues(directory, paths, known, defects);
  const { items, lookups, files } = collectItems(values, pictures, directory, defects);
  if (defects.length === 0 && digestOfAll([...digests, ...digestsOf(pictures.byPath)]) !== manifest.digest) {
    defects.push(
      `${join(directory, manifestFile)}: /digest does not match the files: some were edited, added or removed`,
    );
  }
  if (defects.length > 0) throw broken(directory, defects);
  return {
    identity: manifest.source,
    digest: manifest.digest,
    takenAt: manifest.takenAt,
    items,
    lookups,
    incomplete: incompleteIn(manifest, items),
    absent: new Set(
      Object.entries(manifest.types).flatMap(([type, { absent }]) => (absent && isTypeName(type) ? [type] : [])),
    ),
    files,
    mentioned: new Map((manifest.mentioned ?? []).map(({ id, ...thing }) => [id, thing])),
    manifest,
    ...(finished !== undefined && { finished }),
  };
};

/** What each text says, and its digest. Of one that says what a known one says, neither is made again. */
const readValues = (
  directory: string,
  paths: readonly string[],
  known: KnownTexts | undefined,
  defects: string[],
): { readonly values: ReadonlyMap<string, JsonValue>; readonly digests: readonly (readonly [string, Digest])[] } => {
  const reader = new FileReader(directory);
  const values = new Map<string, JsonValue>();
  const digests: (readonly [string, Digest])[] = [];
  for (const path of paths.filter(isText)) {
    const bytes = reader.read(path);
    const same = known?.get(path);
    const read = same && bytes.equals(same.bytes) ? same : readValue(bytes);
    digests.push([path, read.digest]);
    if ('value' in read) values.set(path, read.value);
    else defects.push(`${join(directory, path)}: ${read.why}`);
    if (known?.has(path) === false && 'value' in read) known.set(path, { ...read, bytes });
    else reader.forget();
  }
  return { values, digests };
};

const readValue = (bytes: Buffer): Omit<KnownText, 'bytes'> | { readonly digest: Digest; readonly why: string } => {
  const digest = sha256(bytes);
  const parsed = parseJson(bytes.toString('utf8'));
  return parsed.kind === 'value' ? { digest, value: parsed.json } : { digest, why: whyUnusable(parsed) };
};

/** What was not read whole; a type that the octosync of then did not read is unknown, not absent (rules incomplete-unknown). */
const incompleteIn = ({ types, unread = [] }: Manifest, items: SpaceSnapshot['items']): readonly Incompleteness[] => [
  ...unread.flatMap(({ type, of, why }) => (isTypeName(type) ? [{ type, of, why }] : [])),
  ...unreadInGit(items, unread),
  ...Object.entries(types).flatMap(([type, { complete, why }]) =>
    complete || !isTypeName(type) ? [] : [{ type, why: why ?? 'not read whole' }],
  ),
  ...storedTypes.flatMap(({ name, reading: { listing } }) =>
    name in types || listing.kind === 'inGitOnly'
      ? []
      : [{ type: name, why: 'the octosync that took the snapshot did not read this type' }],
  ),
];

/** A project that keeps something in Git, by its own document, and of which nobody noted the ref: the octosync of then did not read it there. */
const unreadInGit = (
  items: SpaceSnapshot['items'],
  noted: NonNullable<Manifest['unread']>,
): readonly Incompleteness[] =>
  storedTypes.flatMap((owner) =>
    [...(items.get(owner.name)?.values() ?? [])].flatMap(({ names, document }) => {
      const { repository } = owner.reading;
      const settings = repository && document[repository.settings];
      if (!isObject(settings) || GIT in settings) return [];
      return storedTypes.flatMap((type) =>
        isKeptInGit(type, document) && !noted.some((one) => one.type === type.name && sameJson(one.of, [...names]))
          ? [{ type: type.name, of: names, why: 'the snapshot does not have what is in Git' }]
          : [],
      );
    }),
  );

const broken = (directory: string, defects: readonly string[]): UsageError =>
  new UsageError({
    what: `The snapshot cannot be used: ${defects.join('; ')}.`,
    where: directory,
    remedy: 'Take the snapshot again, or restore it from Git.',
  });

/** What `snapshot.json` says. Throws UsageError where there is none, or one that cannot be used. */
export const readManifest = async (directory: string): Promise<Manifest> => {
  const path = join(directory, manifestFile);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (!isCode(error, 'ENOENT') && !isCode(error, 'ENOTDIR')) throw error;
    throw new UsageError({
      what: 'There is no snapshot here.',
      where: path,
      remedy: 'Take one: octosync snapshot --url URL --space NAME --out DIR.',
    });
  });
  const value = parseJson(text);
  if (value.kind !== 'value') throw broken(directory, [`${path}: ${whyUnusable(value)}`]);
  const format = isObject(value.json) ? value.json['format'] : undefined;
  if (typeof format === 'string' && format !== snapshotFormat) {
    throw new UsageError({
      what: `The snapshot has the format ${format}; this octosync reads ${snapshotFormat}.`,
      where: path,
      remedy: 'Take the snapshot again with this version of octosync.',
    });
  }
  if (isManifest(value.json)) return value.json;
  // What can say why is loaded only here: it takes longer than all the rest.
  const { manifestShape } = await import('./manifest-shape.js');
  const defects = await defectsIn(manifestShape, value.json);
  throw broken(
    directory,
    defects.map((defect) => `${path}: ${defect}`),
  );
};
