import { readdirSync, readFileSync } from 'node:fs';
import { lstat, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { allTypes, typeNamed, type ResourceType } from '../catalogue/index.js';
import { UsageError } from '../model/errors.js';
import { isObject, textOf, type JsonValue } from '../model/json.js';
import { byText } from '../model/names.js';
import { isCode } from '../model/node-errors.js';
import { isPicture } from './picture.js';
import { packagesFolder } from './package-file.js';
import { manifestFile } from './replace-directory.js';

/** Keeps Git from changing line ends: the digest is of the bytes that were written. */
export const attributesFile = '.gitattributes';
export const attributes = '# Written by octosync: the digest of the snapshot is over these very bytes.\n* -text\n';

/** Beside the snapshot that is the base of a sync: what that sync left open (rules base-open). No part of the digest. */
export const openFile = 'open.json';

/** The path of a type's files, with `{name}` where a name stands. */
const placeOf = ({ file, parent }: ResourceType): string =>
  file.replace('{parent}', () => (parent ? folderOf(placeOf(typeNamed(parent.type))) : ''));

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

const expression = (place: string): RegExp =>
  new RegExp(`^${place.replaceAll('.', '\\.').replaceAll('{name}', '[^/]+')}$`, 'u');

/** Where a file of each type may stand; the files of packages stand beside what describes them. */
const places = [...allTypes.map((type) => expression(placeOf(type))), expression(`${packagesFolder}/{name}`)];

const folders = allTypes.map((type) => expression(folderOf(placeOf(type))));

/**
 * The directory that a snapshot may be written to: a link is followed. Throws UsageError for what is no directory, and for
 * one that holds anything that no snapshot has: replacing the directory would delete it. What a base has beside its snapshot
 * is replaced by another base only: no snapshot that is taken there may make a base of what was never applied.
 */
export const writableTarget = async (directory: string, isBase = false): Promise<string> => {
  const target = await followed(directory);
  const entries = entriesIn(target);
  if (entries === undefined) return target;
  if (entries.length > 0 && !isSnapshot(target))
    throw refused(target, 'holds other files, and a snapshot replaces its whole directory', entries);
  const foreign = foreignTo(target, entries).filter((path) => !(isBase && path === openFile));
  if (foreign.length > 0) throw refused(target, 'holds files that no snapshot has, and all of it is replaced', foreign);
  return target;
};

/** The directory itself, where a link is named. Throws UsageError for a link that leads nowhere. */
export const followed = async (directory: string): Promise<string> => {
  const isLink = await lstat(directory).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
  if (!isLink) return directory;
  return realpath(directory).catch((error: unknown) => {
    const what = 'The place for the snapshot is a symbolic link that leads nowhere.';
    throw new UsageError(
      { what, where: directory, remedy: 'Make its directory, or name another one with --out.' },
      { cause: error },
    );
  });
};

/** All files and links below, and folders that hold neither; undefined where there is no such directory. */
const entriesIn = (target: string): readonly string[] | undefined => {
  try {
    return readdirSync(target, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(target, '/').length).replaceAll('\\', '/'))
      .sort(byText);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    const what = isCode(error, 'ENOTDIR')
      ? 'The place for the snapshot is not a directory.'
      : 'The place for the snapshot cannot be read.';
    throw new UsageError({ what, where: target, remedy: 'Name another directory with --out.' }, { cause: error });
  }
};

const isSnapshot = (target: string): boolean => {
  try {
    const manifest = JSON.parse(readFileSync(join(target, manifestFile), 'utf8')) as JsonValue;
    return isObject(manifest) && /^octosync-snapshot\/\d+$/.test(textOf(manifest['format']));
  } catch {
    return false;
  }
};

const foreignTo = (target: string, entries: readonly string[]): readonly string[] =>
  entries.filter((path) => {
    if (path === manifestFile || places.some((place) => place.test(path))) return false;
    if (isPicture(path)) return !folders.some((folder) => folder.test(folderOf(path)));
    return path !== attributesFile || readFileSync(join(target, path), 'utf8').replaceAll('\r\n', '\n') !== attributes;
  });

const refused = (target: string, why: string, files: readonly string[]): UsageError => {
  const [shown, others] = [files.slice(0, 10), files.length - 10];
  return new UsageError({
    what: `The directory ${why}.`,
    where: target,
    details: others > 0 ? [...shown, `… and ${others} more`] : shown,
    remedy: 'Move these elsewhere, or name with --out an empty directory, or one that holds an earlier snapshot.',
  });
};
