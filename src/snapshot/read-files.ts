import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { byText } from '../model/names.js';
import { isPicture } from './picture.js';
import { manifestFile } from './write.js';

/** All files of the directory besides the manifest, by their path with slashes. */
export const filesIn = (directory: string): readonly string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(directory, '/').length).replaceAll('\\', '/'))
    .filter((path) => path !== manifestFile)
    .sort(byText);

/**
 * The texts of all JSON files. Read without a pause: nothing can be done before all are there, and a trip through the
 * thread pool costs several times what reading a small file does.
 */
export const readTexts = (directory: string, paths: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    paths
      .filter((path) => path.endsWith('.json'))
      .map((path) => [path, readFileSync(join(directory, path), 'utf8')] as const),
  );

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
