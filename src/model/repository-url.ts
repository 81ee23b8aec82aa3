import { urlIn } from './url-in.js';

/** `git@github.com:acme/shop.git`: an address of `ssh`, with the user of the server. */
const address = /^[^\s/@:]+@([^\s/@:]+):([^\s@]*)$/;

/**
 * The URL of a repository for people to read: without a user, a password, a query and a fragment. What is no URL is an address of
 * `ssh`, of which the user is the server's and stays.
 */
export const shownUrl = (said: string): string => {
  const text = said.trim();
  const url = urlIn(text);
  if (url && url.host !== '') return `${url.protocol}//${url.host}${url.pathname}`;
  return address.test(text) ? text : text.replace(/^.*@/s, '');
};

/**
 * One text for all URLs of a repository (rules git-same-repository): without how it is reached and who signs in, the host in small letters,
 * its port where that is not the usual one, no `.git` and no slash at the end.
 */
export const repositoryIn = (said: string): string => {
  const text = said.trim();
  const url = urlIn(text);
  const [, host = '', path = ''] = address.exec(text) ?? [];
  const place =
    url && url.host !== ''
      ? `${url.hostname}${usual.has(url.port) ? '' : `:${url.port}`}${url.pathname}`
      : host === ''
        ? shownUrl(text)
        : `${host}/${path}`;
  const [first = '', ...rest] = place.split('/').filter((part) => part !== '');
  return [first.toLowerCase(), ...rest].join('/').replace(/\.git$/, '');
};

/** Ports that nobody writes: `URL` leaves those of `http` and `https` out. */
const usual: ReadonlySet<string> = new Set(['', '22']);
