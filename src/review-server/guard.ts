import { createHash, timingSafeEqual } from 'node:crypto';

/** What is looked at of a request before anything is done for it. */
export interface Asked {
  readonly method: string;
  /** The path as it was sent. */
  readonly path: string;
  /** Every header with all that was sent of it. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
}

/** Where the server listens, and the word that only its own page knows. */
export interface Door {
  readonly port: number;
  readonly token: string;
}

export interface Refusal {
  readonly status: 403 | 404 | 405 | 415;
  readonly says: string;
  readonly allow?: string;
}

/** What there is behind the token: the page, what it asks for, and what it sends. */
export type Place = '' | 'state' | 'decisions' | 'approve';

const methods: Readonly<Record<Place, 'GET' | 'POST'>> = {
  '': 'GET',
  state: 'GET',
  decisions: 'POST',
  approve: 'POST',
};

/**
 * Lets a request in to one of four places, or says why not (rules review-server). Who does not know the token, comes from
 * another origin or calls this machine by another name (DNS rebinding) learns nothing, not even what there is.
 */
export const admit = (asked: Asked, door: Door): Place | Refusal => {
  const { path, method, headers } = asked;
  const [, token = '', ...rest] = path.split('/');
  const host = only(headers['host']);
  const isKnown = isSame(token, door.token);
  if (!isOwnHost(host, door.port) || !isKnown || !isFromHere(headers, host ?? '')) return notAllowed;
  const place = rest.join('/');
  if (!isPlace(place) || rest.length !== 1) return { status: 404, says: 'There is nothing here.' };
  const allow = methods[place];
  if (method !== allow) return { status: 405, says: `Only ${allow} is answered here.`, allow };
  if (method === 'GET') return place;
  // A form of another page can send neither this type nor this origin.
  if (only(headers['origin']) !== `http://${host ?? ''}`) return notAllowed;
  if (!isJson(only(headers['content-type'])) || headers['content-encoding'] !== undefined)
    return { status: 415, says: 'Only JSON is taken.' };
  return place;
};

const notAllowed: Refusal = { status: 403, says: 'Not allowed.' };

const isPlace = (text: string): text is Place => Object.hasOwn(methods, text);

/** A header that is there exactly once. */
const only = (values: readonly string[] | undefined): string | undefined =>
  values?.length === 1 ? values[0] : undefined;

/** A name that somebody else's DNS leads here is none of these. */
const isOwnHost = (host: string | undefined, port: number): boolean =>
  host === `127.0.0.1:${port}` || host === `localhost:${port}`;

/** Browsers say where a request is from: this page itself, or a person who opened the address. */
const isFromHere = ({ origin, 'sec-fetch-site': site }: Asked['headers'], host: string): boolean =>
  (origin === undefined || only(origin) === `http://${host}`) &&
  (site === undefined || ['same-origin', 'none'].includes(only(site) ?? ''));

const isJson = (type = ''): boolean => /^application\/json(; ?charset=utf-8)?$/i.test(type);

/** Takes as long whatever is guessed. */
const isSame = (one: string, other: string): boolean => timingSafeEqual(hashed(one), hashed(other));

const hashed = (text: string): Buffer => createHash('sha256').update(text).digest();
