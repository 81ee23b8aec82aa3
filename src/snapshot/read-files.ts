import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../model/errors.js';
import { byText } from '../model/names.js';
import { pathInside } from './file-name.js';
import { isPicture } from './picture.js';
import { attributesFile, openFile } from './belongings.js';
import { manifestFile } from './replace-directory.js';

/** All files of the directory besides the manifest and what a base has beside its snapshot, by their path with slashes. */
export const filesIn = (directory: string): readonly string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(directory, '/').length).replaceAll('\\', '/'))
    .filter((path) => !besides.has(path))
    .sort(byText);

const besides: ReadonlySet<string> = new Set([manifestFile, attributesFile, openFile]);

/**
 * The texts of all JSON files, with the line ends that they were written with: Git may have changed them on the way
 * (`core.autocrlf`), and no text of ours holds a carriage return. Read without a pause: nothing can be done before all are there, and a trip through the
 * thread pool costs several times what reading a small file does.
 */
export const readTexts = (directory: string, paths: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    paths
      .filter((path) => path.endsWith('.json'))
      .map((path) => [path, withOwnLineEnds(readText(directory, path))] as const),
  );

/** Longer than any text may be that the engine reads. */
const largest = 256 * 1024 * 1024;

/** Throws UsageError that names the file: what is too large for a text, or cannot be read. */
const readText = (directory: string, path: string): string => {
  const file = pathInside(directory, path);
  try {
    const { size } = statSync(file);
    if (size <= largest) return readFileSync(file, 'utf8');
    const what = `The file has ${size} bytes, and none of a snapshot has more than ${largest}.`;
    throw new UsageError({ what, where: file, remedy: 'Take the snapshot again, or restore it from Git.' });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const what = `The file cannot be read: ${error instanceof Error ? error.message : String(error)}.`;
    throw new UsageError({ what, where: file, remedy: 'Check its permissions.' }, { cause: error });
  }
};

export const withOwnLineEnds = (text: string): string => (text.includes('\r') ? text.replaceAll('\r\n', '\n') : text);

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
