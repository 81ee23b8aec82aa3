import { unzipSync, zipSync } from 'fflate';
import { sha256 } from '../model/canonical.js';
import { UsageError } from '../model/errors.js';
import { largestBundle } from './format.js';

/** Files by their names, in the order in which they lie in a bundle. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** More files than that are in no bundle. */
const mostFiles = 64;

/** At the very end stands, as the comment of the archive, the SHA-256 of every byte before it: `sha256:` and 64 digits. */
const sealLength = 71;

/**
 * The zip archive of files (rules evidence-bytes): the same files give the same bytes, on every machine and at any time. Nothing
 * is packed, so that no other version of a packer can make other bytes of it. Throws UsageError for what is too large.
 */
export const zipOf = (files: Files): Uint8Array => {
  const size = [...files.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (size > largestBundle)
    throw new UsageError({
      what: `The bundle would have ${size} bytes; ${largestBundle} are the most.`,
      remedy: 'The log is nearly all of it: shorten it, or move it away and keep it elsewhere.',
    });
  // Noon in whatever time zone: a zip knows none, and the library writes what the clock on the wall would show.
  const archive = zipSync(Object.fromEntries(files), { level: 0, mtime: new Date(1980, 0, 1, 12) });
  archive[archive.length - 2] = sealLength;
  const sealed = new Uint8Array(archive.length + sealLength);
  sealed.set(archive);
  sealed.set(Buffer.from(sha256(archive), 'latin1'), archive.length);
  return sealed;
};

/** Whether the bytes end with the digest of all bytes before. */
export const isSealed = (bytes: Uint8Array): boolean => {
  const end = bytes.length - sealLength;
  return end > 0 && Buffer.from(bytes.subarray(end)).toString('latin1') === sha256(bytes.subarray(0, end));
};

/**
 * The files of an archive that `zipOf` made; undefined for any other (rules evidence-strict). It is made again of what was
 * found in it, and every byte must be the same: nothing lies before, between or behind the files, no name stands twice or is
 * another one in the list at the end, nothing is packed, linked or encrypted.
 */
export const filesIn = (bytes: Uint8Array): Files | undefined => {
  const files = looselyIn(bytes);
  return files && isMadeOf(bytes, files) ? files : undefined;
};

const isMadeOf = (bytes: Uint8Array, files: Files): boolean => {
  try {
    return Buffer.compare(zipOf(files), bytes) === 0;
  } catch {
    return false;
  }
};

/** What can be found in an archive that may be broken: to say what of it is. */
export const looselyIn = (bytes: Uint8Array): Files | undefined => {
  try {
    return new Map(Object.entries(unzipSync(bytes, { filter: onlyWhole(bytes.length) })));
  } catch {
    // Whatever the library says of it: it is none of ours.
    return undefined;
  }
};

/** Nothing is unpacked, and all files together are no larger than the archive: each byte of it is read once. */
const onlyWhole = (length: number) => {
  let size = 0;
  let count = 0;
  return (file: { readonly size: number; readonly originalSize: number; readonly compression: number }): boolean => {
    size += file.size;
    count += 1;
    if (file.compression !== 0 || file.originalSize !== file.size || size > length || count > mostFiles)
      throw new RangeError('This is no bundle of ours.');
    return true;
  };
};
