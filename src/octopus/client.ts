import { ApiError } from '../model/errors.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../model/json.js';
import type { PageShape } from '../model/page.js';
import { isMissingRoute } from './answer.js';
import { connect, type Connection, type Sender } from './connect.js';
import { formWithBytes } from './form.js';
import { pastLimit } from './limits.js';
import { matchSpace, type Space } from './find-space.js';
import type { Budget } from './pace.js';
import { checkUrl, documentsIn, readPages, type Listing } from './paging.js';
import type { Transferred } from './transfer.js';

export interface ServerRoot {
  /** Such as `2026.3.1`. */
  readonly version: string;
  readonly installation: string;
}

/** The routes that a root document names, below it: `projects`, `git-credentials`. */
export const routesNamedIn = (root: JsonObject): readonly string[] => {
  const links = isObject(root['Links']) ? Object.values(root['Links']) : [];
  return links.flatMap((link) => {
    const route =
      typeof link === 'string' ? /\/api\/(?:Spaces-\d+\/)?([^{?]+?)\/?(?:[{?]|$)/i.exec(link)?.[1] : undefined;
    return route === undefined ? [] : [route.toLowerCase()];
  });
};

/** Paths are below `/api`, without a leading slash. Whatever a server answers instead of what was asked is an ApiError. */
export interface OctopusClient {
  /** Where the server is, without a trailing slash and without `/api`. */
  readonly url: string;
  /** Requests sent so far, retries included. */
  readonly sent: () => number;
  /** What the server lets this client send from now on, as far as it is known. */
  readonly budget: () => Budget | undefined;
  /** The same client, whose requests are told as being about the change of that id. */
  readonly about: (what: string) => OctopusClient;
  /** GET `/api`. Throws ApiError for a server that is no Octopus. */
  readonly root: () => Promise<ServerRoot>;
  /** The space of a name (trimmed, folded), ID or slug. Throws UsageError that lists the spaces there are. */
  readonly findSpace: (name: string) => Promise<Space>;
  readonly get: (route: string) => Promise<JsonObject>;
  /** The same of what is nice to know: nobody waits for it to be tried again. */
  readonly getOnce: (route: string) => Promise<JsonObject>;
  /** An empty answer gives an empty object; so for `post`. */
  readonly put: (route: string, body: JsonObject) => Promise<JsonObject>;
  readonly post: (route: string, body?: JsonObject) => Promise<JsonObject>;
  /** DELETE of a resource: only what takes back a creation may ask for it (rules undo-delete). */
  readonly delete: (route: string) => Promise<void>;
  /** The bytes of an answer: a picture. */
  readonly bytes: (route: string) => Promise<Uint8Array>;
  /** POST of a small file as a form, in the part `file`. */
  readonly postFile: (route: string, name: string, bytes: Uint8Array) => Promise<void>;
  /** Streams an answer to a file on disk. */
  readonly download: (route: string, path: string, onBytes?: (count: number) => void) => Promise<Transferred>;
  /** Streams a file on disk as a form, in the part `file`; gives the answer. */
  readonly upload: (route: string, path: string, onBytes?: (count: number) => void) => Promise<JsonObject>;
  /** Everything of a listing: from `{route}/all`, or in pages where the server has no such route (404, 405). */
  readonly list: (route: string, query?: string) => Promise<Listing>;
  /** A route that answers a bare array of all. */
  readonly array: (route: string, query?: string) => Promise<Listing>;
  /** A route that answers in pages: all of them. Throws ApiError if they cannot be read whole. */
  readonly pages: (route: string, query?: string, shape?: PageShape) => Promise<Listing>;
}

/** A client of one server. Throws UsageError for a bad URL or key. See https://octopus.com/docs/octopus-rest-api. */
export const octopus = (connection: Connection): OctopusClient => {
  return clientOf(connect(connection));
};

const clientOf = (sender: Sender): OctopusClient => {
  const get = async (route: string): Promise<JsonObject> =>
    expectObject(sender, route, await sender.send('GET', `/api/${route}`));
  const array = async (route: string, query?: string): Promise<Listing> => {
    const answer = await sender.send('GET', `/api/${route}${query ? `?${query}` : ''}`);
    if (!isList(answer)) throw notAsExpected(sender, route, 'a list');
    const where = `GET ${sender.baseUrl}/api/${route}`;
    const { documents: most } = sender.limits;
    if (answer.length > most) throw pastLimit(`The listing has more than ${most} documents.`, where);
    return { documents: documentsIn(answer, where), requests: 1 };
  };
  const pages = (route: string, query?: string, shape?: PageShape): Promise<Listing> =>
    readPages(
      (skip, take) => get(`${route}?${query ? `${query}&` : ''}skip=${skip}&take=${take}`),
      `GET ${sender.baseUrl}/api/${route}`,
      shape,
      sender.limits,
    );
  return {
    url: sender.baseUrl,
    sent: sender.sent,
    about: (what) => clientOf(sender.about(what)),
    budget: sender.budget,
    root: () => readRoot(sender),
    findSpace: async (name) => matchSpace(name, (await array('spaces/all')).documents, sender.baseUrl),
    get,
    getOnce: async (route) => expectObject(sender, route, await sender.once(`/api/${route}`)),
    put: async (route, body) => expectObject(sender, route, (await sender.send('PUT', `/api/${route}`, body)) ?? {}),
    post: async (route, body) => expectObject(sender, route, (await sender.send('POST', `/api/${route}`, body)) ?? {}),
    delete: async (route) => {
      await sender.send('DELETE', `/api/${route}`);
    },
    bytes: (route) => sender.bytes(`/api/${route}`),
    postFile: async (route, name, bytes) => {
      await sender.sendForm(`/api/${route}`, () => formWithBytes(name, bytes));
    },
    download: (route, path, onBytes) => sender.download(`/api/${route}`, path, onBytes),
    upload: async (route, path, onBytes) =>
      expectObject(sender, route, await sender.upload(`/api/${route}`, path, onBytes)),
    array,
    pages,
    list: async (route, query) => {
      try {
        return await array(`${route}/all`, query);
      } catch (error) {
        if (!isMissingRoute(error)) throw error;
        const listed = await pages(route, query);
        return { ...listed, requests: listed.requests + 1 };
      }
    },
  };
};

const readRoot = async (sender: Sender): Promise<ServerRoot> => {
  const root = await sender.greet('/api');
  const version = isObject(root) ? root['Version'] : undefined;
  const installation = isObject(root) ? root['InstallationId'] : undefined;
  if (typeof version !== 'string') throw notAsExpected(sender, '', 'the root document of an Octopus Server');
  // Servers before 2018.12 have no InstallationId; their URL has to do.
  return { version, installation: typeof installation === 'string' ? installation : sender.baseUrl };
};

const expectObject = (sender: Sender, route: string, answer: JsonValue): JsonObject => {
  if (isObject(answer)) return answer;
  throw notAsExpected(sender, route, 'a document');
};

const notAsExpected = (sender: Sender, route: string, expected: string): ApiError =>
  new ApiError({
    what: `The answer is not ${expected}.`,
    where: `${sender.baseUrl}/api/${route}`,
    remedy: checkUrl,
    status: 200,
  });
