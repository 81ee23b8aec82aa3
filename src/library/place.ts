import { urlIn } from '../model/url-in.js';
import type { Side } from '../changeset/changeset.js';
import { foldName } from '../model/names.js';

/** A server and a space on it. */
export type Place = Pick<Side, 'url' | 'space'>;

/** Whether two are one place, as far as their addresses and names tell: a space may be given by name or slug. */
export const isSamePlace = (one: Place, other: Place): boolean =>
  serverOf(one.url) === serverOf(other.url) && lettersOf(one.space) === lettersOf(other.space);

/** What tells one name or slug of a space from another. */
export const lettersOf = (space: string): string =>
  foldName(space.normalize('NFKC')).replace(/[^\p{L}\p{N}]/gu, '') || foldName(space);

/** What stays of a URL that may be spelled in several ways: host, port and path (rules policy-place). */
export const serverOf = (url: string): string => {
  const read = urlIn(url);
  if (!read) return url.toLowerCase();
  const { hostname, port, pathname } = read;
  const path = decoded(pathname)
    .toLowerCase()
    .replace(/\/(api|app)(\/.*)?$/, '')
    .split('/')
    .filter((part) => part !== '');
  const isUsual = port === '' || port === '80' || port === '443';
  return [`${hostname.toLowerCase().replace(/\.+$/, '')}${isUsual ? '' : `:${port}`}`, ...path].join('/');
};

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};
