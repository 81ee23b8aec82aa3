import { access, constants, lstat, open, realpath, rename, stat, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../model/errors.js';
import { isCode } from '../model/node-errors.js';
import { removeScratch, scratchFor, sweepScratch } from '../snapshot/scratch.js';

interface HowToWrite {
  /** Permissions of a file that is new; those of one that exists stay. */
  readonly mode?: number;
}

/**
 * Writes a file whole or not at all: beside it, to the disk, counted, then renamed. A link is followed; what is no file (a
 * terminal, a pipe) is written to directly. Throws UsageError, and the old file is what it was.
 */
export const writeWhole = async (
  file: string,
  content: string | Uint8Array,
  { mode = 0o666 }: HowToWrite = {},
): Promise<void> => {
  try {
    const place = await placeOf(resolve(file));
    if (place.isPlain) await replace(place.path, bytesOf(content), place.mode ?? mode);
    else await writeFile(place.path, content);
  } catch (error) {
    throw unwritable(file, error);
  }
};

interface Place {
  readonly path: string;
  readonly isPlain: boolean;
  readonly mode?: number;
}

/** Where the file really is; one that is not there yet is a plain file. */
const placeOf = async (file: string): Promise<Place> => {
  try {
    const path = (await lstat(file)).isSymbolicLink() ? await realpath(file) : file;
    const found = await stat(path);
    return { path, isPlain: found.isFile(), mode: found.mode & 0o7777 };
  } catch (error) {
    if (isCode(error, 'ENOENT')) return { path: file, isPlain: true };
    throw error;
  }
};

const replace = async (path: string, bytes: Uint8Array, mode: number): Promise<void> => {
  await sweepScratch(path);
  const { fresh, handle } = await begin(path, mode);
  try {
    try {
      await fill(handle, bytes);
    } finally {
      await handle.close();
    }
    await rename(fresh, path);
  } finally {
    await removeScratch(fresh);
  }
};

interface Begun {
  readonly fresh: string;
  readonly handle: FileHandle;
}

/** Another run may remove the folder just then, because nothing of its own was left in it. */
const begin = async (path: string, mode: number, attempt = 1): Promise<Begun> => {
  const fresh = await scratchFor(path, 'file');
  try {
    return { fresh, handle: await open(fresh, 'wx', mode) };
  } catch (error) {
    if (attempt < 5 && isCode(error, 'ENOENT')) return begin(path, mode, attempt + 1);
    throw error;
  }
};

/** A full disk may take a part of it without a word: what arrived is counted before it takes the old file's place. */
const fill = async (handle: FileHandle, bytes: Uint8Array): Promise<void> => {
  await handle.writeFile(bytes);
  await handle.sync();
  const { size } = await handle.stat();
  if (size !== bytes.byteLength) throw new Error(`only ${size} of ${bytes.byteLength} bytes arrived`);
};

/**
 * Throws UsageError, before anything is done, if a file could not be written later: its folder takes nothing, or something
 * else is in its place.
 */
export const refuseUnwritable = async (file: string): Promise<void> => {
  try {
    const { path, isPlain, mode } = await placeOf(resolve(file));
    if (!isPlain && mode !== undefined && (await stat(path)).isDirectory()) throw new Error('a folder is in its place');
    await access(isPlain ? dirname(path) : path, constants.W_OK);
  } catch (error) {
    throw unwritable(file, error);
  }
};

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? Buffer.from(content, 'utf8') : content;

/** What to say of a file that cannot be written. The message of the system is kept: it names the cause. */
export const unwritable = (file: string, error: unknown): UsageError =>
  new UsageError(
    {
      what: `The file cannot be written: ${error instanceof Error ? error.message : String(error)}. What was there is unchanged.`,
      where: file,
      remedy: 'Check that the disk has room, and that the folder exists and may be written.',
    },
    { cause: error },
  );
