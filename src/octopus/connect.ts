import { setTimeout as sleep } from 'node:timers/promises';
import PQueue from 'p-queue';
import { UsageError } from '../model/errors.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import { parseAnswer } from './answer.js';
import type { Received } from './attempts.js';
import type { RequestEvent } from './events.js';
import { formWithFile } from './form.js';
import { knownSecrets } from './known-secrets.js';
import { theLimits, type Limits } from './limits.js';
import type { Line, Method, Request } from './line.js';
import { exchange } from './request.js';
import { Pace, type Budget, type Said } from './pace.js';
import { proxyFor, type GivenProxy } from './proxy.js';
import { asksForPatience, type Wait } from './retry.js';
import { download, type Transferred } from './transfer.js';
import { trustIn, type TlsFiles } from './trust.js';
import { instanceUrl } from './url.js';
import { wayThrough } from './way.js';

export interface Connection {
  /** As people give it; see `instanceUrl`. */
  readonly url: string;
  /** What it signs in with: a key, or the token that OpenID Connect gives for an hour. One of the two. */
  readonly apiKey?: string | undefined;
  readonly accessToken?: string | undefined;
  readonly insecureHttp?: boolean;
  /** The proxy to go through, or none; that of the environment unless given. */
  readonly proxy?: GivenProxy | undefined;
  /** Whom to trust beside those whom Node trusts, and as whom to come. */
  readonly tls?: TlsFiles | undefined;
  /** Requests under way at once. */
  readonly concurrency?: number;
  /** Attempts after the first, where a retry is safe. */
  readonly retries?: number;
  /** The part of the server's rate budget to take, in percent (80). */
  readonly rateShare?: number;
  /** A limit for servers that state no budget. */
  readonly maxRequestsPerMinute?: number | undefined;
  /** Milliseconds for one whole attempt. */
  readonly timeout?: number;
  /** How to wait before a retry; sleeps unless given. */
  readonly wait?: Wait;
  /** How to wait for a turn within the server's budget; sleeps unless given. */
  readonly waitTurn?: Wait;
  readonly onEvent?: (event: RequestEvent) => void;
  /** Told of each answer, with its headers, before anything is made of it. */
  readonly onAnswer?: (said: Said) => void;
  /** Other limits than ours: for tests. */
  readonly limits?: Partial<Limits>;
}

/** Sends requests to one server: `path` is below its base URL and begins with a slash. */
export interface Sender {
  readonly baseUrl: string;
  /** The JSON of the answer, null for an empty one. Throws ApiError for everything else. */
  readonly send: (method: Method, path: string, body?: JsonObject) => Promise<JsonValue>;
  /** The bytes of the answer to a GET. */
  readonly bytes: (path: string) => Promise<Uint8Array>;
  /** POST of a form. */
  readonly sendForm: (path: string, form: NonNullable<Request['form']>) => Promise<JsonValue>;
  /** Streams the answer to a GET into a file. */
  readonly download: (path: string, file: string, onBytes?: (count: number) => void) => Promise<Transferred>;
  /** Streams a file as a form, with a POST. */
  readonly upload: (path: string, file: string, onBytes?: (count: number) => void) => Promise<JsonValue>;
  readonly limits: Limits;
  /** A GET that tells at once when nobody answers: a wrong URL is no passing trouble. */
  readonly greet: (path: string) => Promise<JsonValue>;
  /** A GET of what is nice to know: it is sent once, unless the server limits requests. */
  readonly once: (path: string) => Promise<JsonValue>;
  /** Requests sent so far, retries included. */
  readonly sent: () => number;
  /** What the server lets this client send from now on, as far as it is known. */
  readonly budget: () => Budget | undefined;
  /** The same, with its requests told as being about something: the id of a change. */
  readonly about: (what: string) => Sender;
}

/** Connects to a server; nothing is sent yet. Throws UsageError for an unusable URL or an empty key. */
export const connect = (connection: Connection): Sender => {
  const { concurrency = 8, retries = 5, timeout = 100_000, wait = sleep, waitTurn = sleep, onEvent } = connection;
  const { insecureHttp = false } = connection;
  const baseUrl = instanceUrl(connection.url, { insecureHttp });
  const signIn = signInBy(connection);
  const proxy = proxyFor(baseUrl, connection.proxy, { insecureHttp });
  if (proxy) knownSecrets.learn(...proxy.secrets);
  const trust = trustIn(connection.tls ?? {});
  const queue = new PQueue({ concurrency });
  const { rateShare: share = 80, maxRequestsPerMinute: maxPerMinute } = connection;
  const pace = new Pace({ share, maxPerMinute, now: () => performance.now() });
  let sent = 0;
  const limits = { ...theLimits, ...connection.limits };
  const line: Line = {
    signIn,
    secrets: knownSecrets,
    limits,
    way: proxy || connection.proxy || trust.server ? wayThrough(proxy, trust) : undefined,
    retries,
    timeout,
    tell: (event) => onEvent?.(event),
    onSend: async () => {
      sent += 1;
      const ms = pace.turn();
      if (ms === 0) return;
      if (ms > noticeable) onEvent?.({ kind: 'pacing', ms });
      await waitTurn(ms);
    },
    onAnswer: (said) => {
      pace.learn(said);
      connection.onAnswer?.(said);
    },
    waitOut: patience(queue, wait),
  };
  const senderAbout = (about: string | undefined): Sender => {
    const ofThis = { ...line, about };
    const ask = (request: Omit<Request, 'url'>): Promise<Received> => queue.add(() => exchange(asked(request), ofThis));
    const asked = (request: Omit<Request, 'url'>): Request => ({ ...request, url: `${baseUrl}${request.path}` });
    const askJson = async (request: Omit<Request, 'url'>): Promise<JsonValue> =>
      parseAnswer(asked(request), await ask(request));
    return {
      baseUrl,
      sent: () => sent,
      budget: () => pace.ahead,
      send: (method, path, body) => askJson({ method, path, body }),
      bytes: async (path) => (await ask({ method: 'GET', path, accept: '*/*' })).content.bytes,
      sendForm: (path, form) => askJson({ method: 'POST', path, form }),
      download: (path, file, onBytes) =>
        queue.add(() => download(asked({ method: 'GET', path, isFile: true, accept: '*/*' }), ofThis, file, onBytes)),
      upload: (path, file, onSent) =>
        askJson({ method: 'POST', path, isFile: true, form: () => formWithFile(file), onSent }),
      limits,
      greet: (path) => askJson({ method: 'GET', path, isGreeting: true }),
      once: (path) => askJson({ method: 'GET', path, isExtra: true }),
      about: senderAbout,
    };
  };
  return senderAbout(undefined);
};

/** Shorter waits for a turn are not worth telling, in milliseconds. */
const noticeable = 2000;

/** The header that signs in: never both (rules connect-token). Whatever it says is hidden from now on. */
const signInBy = ({ apiKey, accessToken }: Connection): Line['signIn'] => {
  if (accessToken === undefined) return { 'x-octopus-apikey': checkedSecret(apiKey ?? '', 'API key') };
  return { authorization: `Bearer ${checkedSecret(accessToken, 'access token')}` };
};

const checkedSecret = (secret: string, called: string): string => {
  knownSecrets.learn(secret);
  if (/^[\x21-\x7e]+$/.test(secret)) return secret;
  throw new UsageError({
    what: `The ${called} is empty or holds characters that no ${called.split(' ')[1] ?? ''} has.`,
    remedy: 'Put it, without quotes or line breaks, into the environment variable or the file that is named.',
  });
};

/** Waits; as long as the server asks for patience, no other request of this client is begun either. */
const patience = (queue: PQueue, wait: Wait): Line['waitOut'] => {
  let waiting = 0;
  return async (ms, status) => {
    if (!asksForPatience(status)) return wait(ms);
    waiting += 1;
    queue.pause();
    try {
      await wait(ms);
    } finally {
      waiting -= 1;
      if (waiting === 0) queue.start();
    }
  };
};
