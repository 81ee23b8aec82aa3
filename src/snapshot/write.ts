import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { canonicalFile, sha256 } from '../model/canonical.js';
import { UsageError } from '../model/errors.js';
import { byText } from '../model/names.js';
import { eachAtOnce } from './at-once.js';
import type { Manifest } from './manifest.js';

export const manifestFile = 'snapshot.json';

/** Text, bytes, or a large file that lies elsewhere on this disk and is moved into the snapshot. */
export type FileContent = string | Uint8Array | { readonly movedFrom: string };

/** The files of a snapshot besides its manifest: relative path → content. */
export type SnapshotFiles = ReadonlyMap<string, FileContent>;

/**
 * SHA-256 over the sorted paths and the digests of the files' bytes. Packages are not in it: the documents that describe
 * them hold their hashes, and a snapshot without the files says the same.
 */
export const filesDigest = (files: SnapshotFiles): string =>
  sha256(
    [...files]
      .flatMap(([path, content]) => (isMoved(content) ? [] : [`${path}\0${sha256(content)}\n`]))
      .sort(byText)
      .join(''),
  );

const isMoved = (content: FileContent): content is { readonly movedFrom: string } =>
  typeof content === 'object' && 'movedFrom' in content;

/**
 * Writes a snapshot directory: into a temporary sibling, then renamed, so that a reader never sees half of one and an
 * interrupted run leaves the old one. Refuses (UsageError) to replace a directory that is not a snapshot.
 */
export const writeSnapshot = async (directory: string, manifest: Manifest, files: SnapshotFiles): Promise<void> => {
  const target = resolve(directory);
  await refuseForeign(target);
  await mkdir(dirname(target), { recursive: true });
  const fresh = await mkdtemp(join(dirname(target), `.${basename(target)}.new-`));
  try {
    const folders = new Set([...files.keys()].map((path) => dirname(join(fresh, path))));
    await eachAtOnce(folders, async (folder) => {
      await mkdir(folder, { recursive: true });
    });
    await eachAtOnce(files, ([path, content]) =>
      isMoved(content) ? rename(content.movedFrom, join(fresh, path)) : writeFile(join(fresh, path), content),
    );
    await writeFile(join(fresh, manifestFile), canonicalFile(manifest));
    await replaceDirectory(fresh, target);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
};

const refuseForeign = async (target: string): Promise<void> => {
  const entries = await readdir(target).catch((error: unknown): string[] => {
    if (isCode(error, 'ENOENT')) return [];
    throw new UsageError({
      what: 'The place for the snapshot is not a directory.',
      where: target,
      remedy: 'Name another directory with --out.',
    });
  });
  if (entries.length > 0 && !entries.includes(manifestFile)) {
    throw new UsageError({
      what: 'The directory holds other files, and a snapshot replaces its whole directory.',
      where: target,
      remedy: 'Name an empty directory, or one that holds an earlier snapshot, with --out.',
    });
  }
};

const replaceDirectory = async (fresh: string, target: string): Promise<void> => {
  const aside = `${fresh}.old`;
  const moved = await rename(target, aside).then(
    () => true,
    (error: unknown) => {
      if (isCode(error, 'ENOENT')) return false;
      throw error;
    },
  );
  try {
    await rename(fresh, target);
  } catch (error) {
    if (moved) await rename(aside, target);
    throw error;
  }
  if (moved) await rm(aside, { recursive: true, force: true });
};

export const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
