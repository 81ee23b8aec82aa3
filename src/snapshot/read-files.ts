import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { byText } from '../model/names.js';
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

export const readTexts = async (directory: string, paths: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const texts = new Map<string, string>();
  for (const path of paths.filter((one) => one.endsWith('.json')))
    texts.set(path, await readFile(join(directory, path), 'utf8'));
  return texts;
};

export interface Pictures {
  readonly byPath: ReadonlyMap<string, Uint8Array>;
  /** By the folder they are in: that of their document. */
  readonly byFolder: ReadonlyMap<string, Uint8Array>;
}

export const readPictures = async (directory: string, paths: readonly string[]): Promise<Pictures> => {
  const byPath = new Map<string, Uint8Array>();
  for (const path of paths.filter(isPicture)) byPath.set(path, await readFile(join(directory, path)));
  return {
    byPath,
    byFolder: new Map([...byPath].map(([path, bytes]) => [path.slice(0, path.lastIndexOf('/')), bytes])),
  };
};
