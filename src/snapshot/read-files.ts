import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../model/errors.js';
import { byText } from '../model/names.js';
import { pathInside } from './file-name.js';
import { isPicture } from './picture.js';
import { attributesFile, openFile } from './belongings.js';
import { manifestFile } from './replace-directory.js';

/** All files of the directory besides the manifest and what a base has beside its snapshot, by their path with slashes. */
export const filesIn = (directory: string): readonly string[] =>
  filesBelow(directory, '')
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !besides.has(path))
    .sort(byText);

/** Links are not followed. */
const filesBelow = (directory: string, above: string): readonly string[] => {
  const found: string[] = [];
  for (const entry of readdirSync(join(directory, above), { withFileTypes: true })) {
    if (entry.isFile()) found.push(`${above}${entry.name}`);
    else if (entry.isDirectory()) for (const path of filesBelow(directory, `${above}${entry.name}/`)) found.push(path);
  }
  return found;
};

const besides: ReadonlySet<string> = new Set([manifestFile, attributesFile, openFile]);

/** Whether a file of a snapshot is JSON: all others are kept byte by byte. */
export const isText = (path: string): boolean => path.endsWith('.json');

/**
 * The bytes of all JSON files, with the line ends that they were written with: Git may have changed them on the way
 * (`core.autocrlf`), and no text of ours holds a carriage return.
 */
export const readTexts = (directory: string, paths: readonly string[]): ReadonlyMap<string, Uint8Array> => {
  const reader = new FileReader(directory);
  return new Map(paths.filter(isText).map((path) => [path, reader.read(path)] as const));
};

/** Longer than any text may be that the engine reads. */
const largest = 256 * 1024 * 1024;

/** So much is asked for at a time, and so much has to be left of it for a file: most are much smaller. */
const [slabSize, leastRoom] = [4 * 1024 * 1024, 256 * 1024];

/**
 * Reads the files of a snapshot one by one, without a pause: nothing can be done before all are there, and a trip through the
 * thread pool costs several times what reading a small file does. They stand side by side in a few large pieces of memory.
 */
export class FileReader {
  readonly #directory: string;
  #slab = Buffer.alloc(0);
  #used = 0;
  #last = 0;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** The bytes of a file with its own line ends. Throws UsageError that names the file: what is too large for a text, or cannot be read. */
  read(path: string): Buffer {
    const file = pathInside(this.#directory, path);
    try {
      return withOwnLineEnds(this.#bytesOf(file));
    } catch (error) {
      if (error instanceof UsageError) throw error;
      const what = `The file cannot be read: ${error instanceof Error ? error.message : String(error)}.`;
      throw new UsageError({ what, where: file, remedy: 'Check its permissions.' }, { cause: error });
    }
  }

  /** Nobody needs the bytes any more that were read last: those of the next file take their place. */
  forget(): void {
    this.#used = this.#last;
  }

  #bytesOf(file: string): Buffer {
    if (this.#slab.length - this.#used < leastRoom) [this.#slab, this.#used] = [Buffer.allocUnsafeSlow(slabSize), 0];
    this.#last = this.#used;
    const end = filledTo(file, this.#slab, this.#used);
    if (end === this.#slab.length) return readLarge(file);
    this.#used = end;
    return this.#slab.subarray(this.#last, end);
  }
}

/** Fills a piece of memory with a file, as far as there is room; gives where that ends. */
const filledTo = (file: string, slab: Buffer, begin: number): number => {
  const opened = openSync(file, 'r');
  try {
    let end = begin;
    for (let read = -1; read !== 0 && end < slab.length; end += read)
      read = readSync(opened, slab, end, slab.length - end, null);
    return end;
  } finally {
    closeSync(opened);
  }
};

const readLarge = (file: string): Buffer => {
  const { size } = statSync(file);
  if (size <= largest) return readFileSync(file);
  const what = `The file has ${size} bytes, and none of a snapshot has more than ${largest}.`;
  throw new UsageError({ what, where: file, remedy: 'Take the snapshot again, or restore it from Git.' });
};

const withOwnLineEnds = (bytes: Buffer): Buffer =>
  bytes.includes(carriageReturn) ? Buffer.from(bytes.toString('utf8').replaceAll('\r\n', '\n')) : bytes;

const carriageReturn = 0x0d;

export interface Pictures {
  readonly byPath: ReadonlyMap<string, Uint8Array>;
  /** By the folder they are in: that of their document. */
  readonly byFolder: ReadonlyMap<string, Uint8Array>;
}

export const readPictures = (directory: string, paths: readonly string[]): Pictures => {
  const byPath = new Map<string, Uint8Array>(
    paths.filter(isPicture).map((path) => [path, readFileSync(join(directory, path))] as const),
  );
  return {
    byPath,
    byFolder: new Map([...byPath].map(([path, bytes]) => [path.slice(0, path.lastIndexOf('/')), bytes])),
  };
};
