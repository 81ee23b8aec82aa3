import { join, relative, sep } from 'node:path';
import { sha256 } from '../model/canonical.js';
import { InternalError } from '../model/errors.js';

/** Longest name in bytes: 255 is the limit of the file systems, less the extension and a temporary suffix. */
const longest = 200;

/** Names Windows keeps for devices, whatever the extension. */
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i;

/** Path separators, characters Windows forbids, control and invisible formatting characters, and our own escape. */
// eslint-disable-next-line no-control-regex -- control characters are what must not get into a file name
const unsafe = /[<>:"/\\|?*%\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

const percent = (character: string): string =>
  [...new TextEncoder().encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');

/**
 * A name as a file or folder name that is safe on Windows, macOS and Linux and cannot leave its folder. Unsafe
 * characters are percent-encoded; names that are too long are cut and end with a hash. The true name is inside
 * the file, so nothing has to decode this.
 */
export const fileNameFor = (name: string): string => {
  const encoded = name
    .replace(unsafe, percent)
    .replace(/^[ .]/, percent)
    .replace(/[ .]$/, percent)
    .replace(/\p{Surrogate}/gu, percent);
  const safe = reserved.test(encoded) ? encoded.replace(/^./, percent) : encoded === '' ? '%' : encoded;
  return Buffer.byteLength(safe) <= longest ? safe : `${cut(safe, longest - 10)}~${hash(name)}`;
};

/**
 * File names for the children of one folder: two names that only differ in a way that some file system does not see
 * (case, Unicode form) get a hash each. Returns the file name for each name.
 */
export const fileNamesFor = (names: readonly string[]): ReadonlyMap<string, string> => {
  const seen = new Map<string, number>();
  const folded = (fileName: string): string => fileName.normalize('NFKC').toLowerCase();
  for (const name of names) {
    const key = folded(fileNameFor(name));
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  return new Map(
    names.map((name) => {
      const fileName = fileNameFor(name);
      return [name, (seen.get(folded(fileName)) ?? 0) > 1 ? `${cut(fileName, longest - 10)}~${hash(name)}` : fileName];
    }),
  );
};

/**
 * The place of a file within a folder, by its path there. Every path that is made of names of a server or of a file goes
 * through here, for reading and for writing. Throws InternalError for one that leads out of the folder: names are made
 * safe before, so that only a mistake of ours can bring one here.
 */
export const pathInside = (folder: string, path: string): string => {
  const place = join(folder, path);
  if (staysInside.test(path)) return place;
  const way = relative(folder, place);
  if (way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !path.includes('\0')) return place;
  throw new InternalError({ what: `The path ${JSON.stringify(path)} leads out of its folder.`, where: folder });
};

/** Segments that are names, and nothing that a system reads otherwise: most paths are so. */
const staysInside = /^(?!\.{1,2}(?:\/|$))[\w .~%()-]+(?:\/(?!\.{1,2}(?:\/|$))[\w .~%()-]+)*$/;

const hash = (name: string): string => sha256(name).slice('sha256:'.length, 'sha256:'.length + 8);

const cut = (text: string, bytes: number): string => {
  let result = '';
  let size = 0;
  for (const character of text) {
    size += Buffer.byteLength(character);
    if (size > bytes) break;
    result += character;
  }
  return result.replace(/%[0-9A-F]?$/, '').replace(/[ .]+$/, '');
};
