import { ApiError, UsageError } from '../model/errors.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../model/json.js';
import { foldName } from '../model/names.js';
import { connect, type Connection, type Sender } from './connect.js';

export interface ServerRoot {
  /** Such as `2026.3.1`. */
  readonly version: string;
  readonly installation: string;
}

export interface Space {
  readonly id: string;
  readonly name: string;
}

export interface Listing {
  readonly documents: readonly JsonObject[];
  readonly requests: number;
}

/** Paths are below `/api`, without a leading slash. */
export interface OctopusClient {
  /** Where the server is, without a trailing slash and without `/api`. */
  readonly url: string;
  readonly sent: () => number;
  /** GET `/api`. Throws ApiError for a server that is no Octopus. */
  readonly root: () => Promise<ServerRoot>;
  /** The space of a name (trimmed, folded). Throws UsageError that lists the spaces there are. */
  readonly findSpace: (name: string) => Promise<Space>;
  readonly get: (at: string) => Promise<JsonObject>;
  readonly put: (at: string, body: JsonObject) => Promise<JsonObject>;
  readonly post: (at: string, body: JsonObject) => Promise<JsonObject>;
  /** Everything of a listing: from `{at}/all`, or in pages where the server has no such route (404, 405). */
  readonly list: (at: string, query?: string) => Promise<Listing>;
  /** A route that answers a bare array of all. */
  readonly array: (at: string, query?: string) => Promise<Listing>;
  /** A route that answers in pages: all of them. */
  readonly pages: (at: string, query?: string) => Promise<Listing>;
}

/** How much one page asks for. Servers default to 10, 15, 20 or 30, so it is always said. */
const pageSize = 500;

/** A client of one server. Throws UsageError for a bad URL or key. See https://octopus.com/docs/octopus-rest-api. */
export const octopus = (connection: Connection): OctopusClient => {
  const sender = connect(connection);
  const array = async (at: string, query?: string): Promise<Listing> => {
    const answer = await sender.send('GET', `/api/${at}${query ? `?${query}` : ''}`);
    if (isList(answer)) return { documents: answer.filter(isObject), requests: 1 };
    throw notAsExpected(sender, at, 'a list');
  };
  const pages = (at: string, query?: string): Promise<Listing> => readPages(sender, at, query);
  return {
    url: sender.baseUrl,
    sent: sender.sent,
    root: () => readRoot(sender),
    findSpace: async (name) => matchSpace(name, (await array('spaces/all')).documents, sender.baseUrl),
    get: async (at) => expectObject(sender, at, await sender.send('GET', `/api/${at}`)),
    put: async (at, body) => expectObject(sender, at, await sender.send('PUT', `/api/${at}`, body)),
    post: async (at, body) => expectObject(sender, at, await sender.send('POST', `/api/${at}`, body)),
    array,
    pages,
    list: async (at, query) => {
      try {
        return await array(`${at}/all`, query);
      } catch (error) {
        if (!isMissingRoute(error)) throw error;
        const listed = await pages(at, query);
        return { ...listed, requests: listed.requests + 1 };
      }
    },
  };
};

/** True for the answers of a server that does not have a route. */
export const isMissingRoute = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 404 || error.status === 405);

const readRoot = async (sender: Sender): Promise<ServerRoot> => {
  const root = await sender.greet('/api');
  const version = isObject(root) ? root['Version'] : undefined;
  const installation = isObject(root) ? root['InstallationId'] : undefined;
  if (typeof version !== 'string') throw notAsExpected(sender, '', 'the root document of an Octopus Server');
  // Servers before 2018.12 have no InstallationId; their URL has to do.
  return { version, installation: typeof installation === 'string' ? installation : sender.baseUrl };
};

const matchSpace = (name: string, spaces: readonly JsonObject[], where: string): Space => {
  const named = spaces.flatMap(({ Id, Name }) =>
    typeof Id === 'string' && typeof Name === 'string' ? [{ id: Id, name: Name }] : [],
  );
  const found = named.find((space) => foldName(space.name) === foldName(name));
  if (found) return found;
  const shown = named.slice(0, 10).map((space) => `"${space.name}"`);
  throw new UsageError({
    what: `There is no space named "${name}".`,
    where,
    remedy:
      shown.length > 0
        ? `The API key sees: ${shown.join(', ')}.`
        : 'The API key sees no space at all: check its permissions.',
  });
};

const readPages = async (sender: Sender, at: string, query?: string): Promise<Listing> => {
  const documents = new Map<string, JsonObject>();
  let requests = 0;
  for (let skip = 0; ;) {
    const address = `/api/${at}?${query ? `${query}&` : ''}skip=${skip}&take=${pageSize}`;
    const page = expectObject(sender, at, await sender.send('GET', address));
    requests += 1;
    const items = isList(page['Items']) ? page['Items'].filter(isObject) : undefined;
    if (!items) throw notAsExpected(sender, at, 'a page of items');
    const before = documents.size;
    for (const item of items) documents.set(JSON.stringify(item['Id'] ?? documents.size), item);
    skip += items.length;
    const total = page['TotalResults'];
    // A page without anything new would be asked for ever: a server that ignores `skip`.
    const done = items.length === 0 || documents.size === before || (typeof total === 'number' && skip >= total);
    if (done || (typeof total !== 'number' && items.length < pageSize)) break;
  }
  return { documents: [...documents.values()], requests };
};

const expectObject = (sender: Sender, at: string, answer: JsonValue): JsonObject => {
  if (isObject(answer)) return answer;
  if (answer === null) return {};
  throw notAsExpected(sender, at, 'a document');
};

const notAsExpected = (sender: Sender, at: string, expected: string): ApiError =>
  new ApiError({
    what: `The answer is not ${expected}.`,
    where: `${sender.baseUrl}/api/${at}`,
    remedy: 'Check that the URL is that of an Octopus Server.',
  });
