import { UsageError } from '../model/errors.js';
import type { Digest } from '../model/names.js';
import { filesIn, readPictures, readTexts } from './read-files.js';
import { readSnapshot } from './read.js';
import { filesDigest, writeSnapshot, type FileContent } from './write.js';

/**
 * Copies a snapshot to another directory, whole or not at all, with files that lie `beside` it there. Packages are not
 * copied: what describes them says the same. Throws UsageError for a snapshot that is damaged, or another one than that of
 * the digest, by the time it is read.
 */
export const copySnapshot = async (
  from: string,
  to: string,
  { digest, beside }: { readonly digest: Digest; readonly beside: ReadonlyMap<string, string> },
): Promise<void> => {
  const { manifest } = await readSnapshot(from);
  const paths = filesIn(from);
  const files = new Map<string, FileContent>([...readTexts(from, paths), ...readPictures(from, paths).byPath]);
  if (manifest.digest !== digest || filesDigest(files) !== digest)
    throw new UsageError({
      what: `The snapshot is not that of the digest ${digest}.`,
      where: from,
      remedy: 'Restore it from Git, or take a new one and diff again.',
    });
  await writeSnapshot(to, manifest, new Map([...files, ...beside]));
};
