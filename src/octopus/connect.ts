import got, { HTTPError, RequestError, type Got } from 'got';
import PQueue from 'p-queue';
import { ApiError, UsageError } from '../model/errors.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import { parseAnswer, refusal, unanswered, type Asked } from './answer.js';
import type { RequestEvent } from './events.js';
import { instanceUrl } from './url.js';

export interface Connection {
  /** As people give it; see `instanceUrl`. */
  readonly url: string;
  readonly apiKey: string;
  readonly insecureHttp?: boolean;
  /** Requests under way at once. */
  readonly concurrency?: number;
  /** Attempts after the first, where a retry is safe. */
  readonly retries?: number;
  /** Milliseconds for one whole attempt. */
  readonly timeout?: number;
  /** The first pause of the back-off in milliseconds; it doubles. */
  readonly pause?: number;
  readonly onEvent?: (event: RequestEvent) => void;
}

export type Method = 'GET' | 'POST' | 'PUT';

/** Sends requests to one server: `path` is below its base URL and begins with a slash. */
export interface Sender {
  readonly baseUrl: string;
  /** The JSON of the answer. Throws ApiError for everything else. */
  readonly send: (method: Method, path: string, body?: JsonObject) => Promise<JsonValue>;
  /** A GET that tells at once when nobody answers: a wrong URL is no passing trouble. */
  readonly greet: (path: string) => Promise<JsonValue>;
  /** Requests that reached the network so far, retries included. */
  readonly sent: () => number;
}

/** The longest pause a server can ask for before we rather give up: five minutes. */
const longestPause = 300_000;

/**
 * What may be sent again after it failed. A 429 was not processed, whatever the method. Sending a PUT twice has the
 * effect of sending it once. A POST whose answer was lost may have created something, so it is not repeated here.
 */
const mayRetry = (method: string, status: number | undefined): boolean =>
  status === 429 || (method !== 'POST' && (status === undefined || [502, 503, 504].includes(status)));

/** Connects to a server; nothing is sent yet. Throws UsageError for an unusable URL or an empty key. */
export const connect = (connection: Connection): Sender => {
  const { apiKey, concurrency = 8, onEvent = () => undefined } = connection;
  const baseUrl = instanceUrl(connection.url, { insecureHttp: connection.insecureHttp ?? false });
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new UsageError({
      what: 'The API key is empty or holds characters that no key has.',
      remedy: 'Put the key itself, without quotes or line breaks, into the environment variable.',
    });
  }
  const queue = new PQueue({ concurrency });
  let sent = 0;
  const client = clientFor(connection, baseUrl, (event) => {
    if (event.kind !== 'waiting') sent += 1;
    onEvent(event);
  });
  const sendWith = (sender: Got, method: Method, path: string, body?: JsonObject): Promise<JsonValue> =>
    queue.add(async () => {
      const asked = { method, url: `${baseUrl}${path}` };
      return parseAnswer(asked, await ask(sender, asked, apiKey, body));
    });
  return {
    baseUrl,
    sent: () => sent,
    send: (method, path, body) => sendWith(client, method, path, body),
    greet: (path) => sendWith(client.extend({ context: { isGreeting: true } }), 'GET', path),
  };
};

const ask = async (client: Got, { method, url }: Asked, apiKey: string, body?: JsonObject): Promise<string> => {
  try {
    const answer = await client(url, {
      method: method as Method,
      headers: { 'x-octopus-apikey': apiKey, accept: 'application/json' },
      ...(body && { json: body }),
      responseType: 'text',
    });
    if (answer.statusCode >= 300) throw redirected({ method, url }, answer.headers.location);
    return answer.body;
  } catch (error) {
    if (error instanceof HTTPError)
      throw refusal({ method, url }, error.response.statusCode, String(error.response.body));
    if (error instanceof RequestError) throw unanswered({ method, url }, error.code, error.cause);
    throw error;
  }
};

const redirected = (asked: Asked, location: string | undefined): ApiError =>
  new ApiError({
    what: `The server redirects to ${location ?? 'another place'}; the API key is not sent there.`,
    where: `${asked.method} ${asked.url}`,
    remedy: 'Use the URL it redirects to, if that is your Octopus Server.',
  });

const clientFor = (connection: Connection, baseUrl: string, onEvent: (event: RequestEvent) => void): Got => {
  const { retries = 5, timeout = 100_000, pause = 1000 } = connection;
  const pathOf = (url: URL | undefined): string =>
    `${url?.pathname ?? ''}${url?.search ?? ''}`.slice(new URL(baseUrl).pathname.replace(/\/$/, '').length);
  return got.extend({
    // A redirect could carry the key to another origin, and a redirected PUT is not what was approved: none is followed.
    followRedirect: false,
    throwHttpErrors: true,
    timeout: { request: timeout },
    headers: { 'user-agent': 'octosync' },
    retry: {
      limit: retries,
      methods: ['GET', 'PUT', 'POST'],
      statusCodes: [429, 502, 503, 504],
      calculateDelay: ({ attemptCount, error, retryAfter }) => {
        const { method, url } = error.options;
        const status = error.response?.statusCode;
        const isGreeting = error.options.context['isGreeting'] === true;
        if (attemptCount > retries || !mayRetry(method, status) || (isGreeting && status === undefined)) return 0;
        const asked = retryAfter !== undefined && retryAfter > 0 ? retryAfter : undefined;
        if (asked !== undefined && asked > longestPause) return 0;
        const ms = asked ?? Math.min(pause * 2 ** (attemptCount - 1), 30_000) * (0.75 + jitter() / 2);
        onEvent({
          kind: 'waiting',
          method,
          path: pathOf(asUrl(url)),
          why: status ? `status ${status}` : error.code,
          ms,
        });
        return Math.max(1, ms);
      },
    },
    hooks: {
      afterResponse: [
        (response) => {
          onEvent({
            kind: 'answered',
            method: response.request.options.method,
            path: pathOf(asUrl(response.request.options.url)),
            status: response.statusCode,
            ms: response.timings.phases.total ?? 0,
            attempt: response.retryCount + 1,
          });
          return response;
        },
      ],
      beforeError: [
        (error) => {
          if (!error.response) {
            const { method, url } = error.options;
            const attempt = (error.request?.retryCount ?? 0) + 1;
            onEvent({ kind: 'failed', method, path: pathOf(asUrl(url)), why: error.code, attempt });
          }
          return error;
        },
      ],
    },
  });
};

const asUrl = (url: string | URL | undefined): URL | undefined => (typeof url === 'string' ? new URL(url) : url);

/** Spreads retries of many clients over time; no result depends on it. */
const jitter = (): number => Math.random();
