import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { canonicalFile, sha256 } from '../model/canonical.js';
import { byText, type Digest } from '../model/names.js';
import { eachAtOnce } from './at-once.js';
import { attributes, attributesFile, openFile, writableTarget } from './belongings.js';
import { pathInside } from './file-name.js';
import type { Manifest } from './manifest.js';
import { finishReplacement, manifestFile, replaceDirectory, sweepReplacements } from './replace-directory.js';
import { removeScratch, scratchFor } from './scratch.js';

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
  sha256(
    digests
      .map(([path, digest]) => `${path}\0${digest}\n`)
      .sort(byText)
      .join(''),
  );

const isMoved = (content: FileContent): content is { readonly movedFrom: string } =>
  typeof content === 'object' && 'movedFrom' in content;

/**
 * Writes a snapshot directory: beside its place, then renamed, so that a reader never sees half of one and an interrupted
 * run leaves the old one. Refuses (UsageError) to replace what is more than a snapshot. Gives a sentence about what an
 * earlier, killed run had left to be finished.
 */
export const writeSnapshot = async (
  directory: string,
  manifest: Manifest,
  files: SnapshotFiles,
): Promise<string | undefined> => {
  const asked = resolve(directory);
  const finished = await finishReplacement(asked);
  const target = await writableTarget(asked, files.has(openFile));
  await mkdir(dirname(target), { recursive: true });
  await sweepReplacements(target);
  const fresh = await scratchFor(target, 'new');
  try {
    await mkdir(fresh, { recursive: true });
    await fill(fresh, manifest, files);
    await replaceDirectory(fresh, target);
  } finally {
    await removeScratch(fresh);
  }
  return finished;
};

/** The manifest comes last: what has one is whole. */
const fill = async (fresh: string, manifest: Manifest, files: SnapshotFiles): Promise<void> => {
  const placed = [...files].map(([path, content]) => ({ path: pathInside(fresh, path), content }));
  const folders = new Set(placed.map(({ path }) => dirname(path)));
  await eachAtOnce(folders, async (folder) => {
    await mkdir(folder, { recursive: true });
  });
  await eachAtOnce(placed, ({ path, content }) =>
    isMoved(content) ? rename(content.movedFrom, path) : writeFile(path, content),
  );
  await writeFile(join(fresh, attributesFile), attributes);
  await writeFile(join(fresh, manifestFile), canonicalFile(manifest));
};
