import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { storedTypes } from '../catalogue/index.js';
import { defectsIn } from '../model/defects.js';
import { UsageError } from '../model/errors.js';
import type { Incompleteness, SpaceSnapshot } from '../model/item.js';
import { isObject, type JsonValue } from '../model/json.js';
import { isCode } from '../model/node-errors.js';
import { isTypeName } from '../model/names.js';
import { parseJson, whyUnusable } from '../model/parse-json.js';
import { collectItems } from './collect-items.js';
import { isManifest } from './checks.js';
import { snapshotFormat } from './format.js';
import type { Manifest } from './manifest.js';
import { filesIn, readPictures, readTexts } from './read-files.js';
import { finishReplacement, manifestFile } from './replace-directory.js';
import { filesDigest, type FileContent } from './write.js';

export interface ReadSnapshot extends SpaceSnapshot {
  readonly manifest: Manifest;
  /** A sentence about what a killed run had left unfinished, and was finished now. */
  readonly finished?: string;
}

/** Texts that were read already, by their paths within a snapshot, and what they say: two snapshots of one space have most in common. */
export type KnownTexts = Map<string, { readonly text: string; readonly value: JsonValue }>;

/**
 * Reads a snapshot directory and checks all of it: format, manifest, JSON of every file, names, digest. Throws one
 * UsageError that lists every defect with file and place. What a killed run left between two renames is finished first.
 */
export const readSnapshot = async (directory: string, known?: KnownTexts): Promise<ReadSnapshot> => {
  const finished = await finishReplacement(resolve(directory));
  const manifest = await readManifest(directory);
  const paths = filesIn(directory);
  const texts = readTexts(directory, paths);
  const pictures = readPictures(directory, paths);
  const defects: string[] = [];
  const values = new Map<string, JsonValue>();
  for (const [path, text] of texts) {
    const parsed = parsedOnce(path, text, known);
    if (parsed.kind === 'value') values.set(path, parsed.json);
    else defects.push(`${join(directory, path)}: ${whyUnusable(parsed)}`);
  }
  const { items, lookups, files } = collectItems(values, pictures, directory, defects);
  if (
    defects.length === 0 &&
    filesDigest(new Map<string, FileContent>([...texts, ...pictures.byPath])) !== manifest.digest
  ) {
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
    incomplete: incompleteIn(manifest),
    absent: new Set(
      Object.entries(manifest.types).flatMap(([type, { absent }]) => (absent && isTypeName(type) ? [type] : [])),
    ),
    files,
    mentioned: new Map((manifest.mentioned ?? []).map(({ id, ...thing }) => [id, thing])),
    manifest,
    ...(finished !== undefined && { finished }),
  };
};

const parsedOnce = (path: string, text: string, known: KnownTexts | undefined): ReturnType<typeof parseJson> => {
  const same = known?.get(path);
  if (same?.text === text) return { kind: 'value', json: same.value };
  const parsed = parseJson(text);
  if (parsed.kind === 'value' && known?.has(path) === false) known.set(path, { text, value: parsed.json });
  return parsed;
};

/** What was not read whole; a type that the octosync of then did not read is unknown, not absent (rules incomplete-unknown). */
const incompleteIn = ({ types }: Manifest): readonly Incompleteness[] => [
  ...Object.entries(types).flatMap(([type, { complete, why }]) =>
    complete || !isTypeName(type) ? [] : [{ type, why: why ?? 'not read whole' }],
  ),
  ...storedTypes.flatMap(({ name }) =>
    name in types ? [] : [{ type: name, why: 'the octosync that took the snapshot did not read this type' }],
  ),
];

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
