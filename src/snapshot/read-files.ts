import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { byText } from '../model/names.js';
import { eachAtOnce } from './at-once.js';
import { isPicture } from './picture.js';
import { manifestFile } from './write.js';

/** All files of the directory besides the manifest, by their path with slashes. */
export const filesIn = async (directory: string): Promise<readonly string[]> => {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(directory, '/').length).replaceAll('\\', '/'))
    .filter((path) => path !== manifestFile)
    .sort(byText);
};

/** The texts of all JSON files, in the order of the paths. */
export const readTexts = async (directory: string, paths: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const texts = new Map<string, string>(paths.filter((path) => path.endsWith('.json')).map((path) => [path, '']));
  await eachAtOnce([...texts.keys()], async (path) => {
    texts.set(path, await readFile(join(directory, path), 'utf8'));
  });
  return texts;
};

export interface Pictures {
  readonly byPath: ReadonlyMap<string, Uint8Array>;
  /** By the folder they are in: that of their document. */
  readonly byFolder: ReadonlyMap<string, Uint8Array>;
}

export const readPictures = async (directory: string, paths: readonly string[]): Promise<Pictures> => {
  const byPath = new Map<string, Uint8Array>(paths.filter(isPicture).map((path) => [path, new Uint8Array()]));
  await eachAtOnce([...byPath.keys()], async (path) => void byPath.set(path, await readFile(join(directory, path))));
  return {
    byPath,
    byFolder: new Map([...byPath].map(([path, bytes]) => [path.slice(0, path.lastIndexOf('/')), bytes])),
  };
};
