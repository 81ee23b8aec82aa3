import { resolve } from 'node:path';
import { sha256 } from '../model/canonical.js';
import type { Digest } from '../model/names.js';
import { openFile, writableTarget } from './belongings.js';
import { digestOfLines, lineOf } from './laying-out/files-into.js';
import { FreshSnapshot } from './laying-out/fresh-snapshot.js';
import type { Manifest } from './manifest.js';

/** Text, bytes, or a large file that lies elsewhere on this disk and is moved into the snapshot. */
export type FileContent = string | Uint8Array | { readonly movedFrom: string };

/** The files of a snapshot besides its manifest: relative path → content. */
export type SnapshotFiles = ReadonlyMap<string, FileContent>;

/**
 * SHA-256 over the sorted paths and the digests of the files' bytes. Packages are not in it: the documents that describe
 * them hold their hashes, and a snapshot without the files says the same.
 */
export const filesDigest = (files: SnapshotFiles): Digest => digestOfAll(digestsOf(files));

/** The digest of each file, but for packages. */
export const digestsOf = (files: SnapshotFiles): readonly (readonly [path: string, Digest])[] =>
  [...files].flatMap(([path, content]) => (isMoved(content) ? [] : [[path, sha256(content)] as const]));

/** That of files whose digests are known. */
export const digestOfAll = (digests: readonly (readonly [path: string, Digest])[]): Digest =>
  digestOfLines(digests.map(([path, digest]) => lineOf(path, digest)));

const isMoved = (content: FileContent): content is { readonly movedFrom: string } =>
  typeof content === 'object' && 'movedFrom' in content;

/** Writes a snapshot directory whose files are all known. Gives and throws what `FreshSnapshot.finish` does. */
export const writeSnapshot = async (
  directory: string,
  manifest: Manifest,
  files: SnapshotFiles,
): Promise<string | undefined> => {
  const isBase = files.has(openFile);
  await writableTarget(resolve(directory), isBase);
  const fresh = new FreshSnapshot(directory);
  try {
    await putAll(fresh, files);
    return await fresh.finish(manifest, isBase);
  } finally {
    await fresh.remove();
  }
};

/** Puts files that are known into a snapshot in the making. */
export const putAll = async (fresh: FreshSnapshot, files: SnapshotFiles): Promise<void> => {
  for (const [path, content] of files)
    await (isMoved(content) ? fresh.move(path, content.movedFrom) : fresh.put(path, content));
  await fresh.settled();
};
