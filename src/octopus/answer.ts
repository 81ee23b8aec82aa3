import { ApiError } from '../model/errors.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../model/json.js';
import type { Content } from './content.js';
import { withoutSignIn } from '../model/sign-in.js';
import type { Secrets } from './known-secrets.js';

export interface Asked {
  readonly method: string;
  readonly url: string;
}

/** What a server said. */
export interface Answer {
  readonly status: number;
  readonly content: Content;
}

/** The JSON of a successful answer. Throws ApiError for anything else: a sign-in page, a proxy's page, cut-off JSON. */
export const parseAnswer = (asked: Asked, { status, content }: Answer): JsonValue => {
  const { text, parsed } = content;
  if (text.trim() === '') return null;
  if (parsed.kind === 'value') return parsed.json;
  throw new ApiError({
    ...(parsed.kind === 'refused'
      ? { what: `The answer ${parsed.why}.`, remedy: 'No Octopus Server answers that: check the URL.' }
      : isPage(text)
        ? {
            what: 'The answer is a web page, not Octopus JSON.',
            remedy: 'Check the URL: a proxy or a sign-in page may stand in front of the server.',
          }
        : {
            what: 'The answer is not valid JSON; it may have been cut off.',
            remedy: 'Run the command again.',
          }),
    where: `${asked.method} ${asked.url}`,
    status,
  });
};

/**
 * An ApiError for a status of 400 and above, with the server's `ErrorMessage` and `Errors`. Secrets are hidden in what
 * it means, not in how it is written (rules always-secrets).
 */
export const refusal = (asked: Asked, { status, content }: Answer, secrets: Secrets): ApiError => {
  const messages = messagesIn(content, secrets);
  return new ApiError({
    what: `The server answered ${status}${messages.length > 0 ? `: ${messages.join(' ')}` : '.'}`,
    where: `${asked.method} ${asked.url}`,
    remedy: remedyFor(status),
    status,
    messages,
  });
};

/** An ApiError for a redirect: none is followed. */
export const redirected = (asked: Asked, status: number, location: string | undefined): ApiError =>
  new ApiError({
    what: `The server redirects to ${location ?? 'another place'}; the API key is not sent there.`,
    where: `${asked.method} ${asked.url}`,
    remedy: 'Use the URL it redirects to, if that is your Octopus Server.',
    status,
  });

/** True for the answers of a server that does not have a route. */
export const isMissingRoute = (error: unknown): error is ApiError =>
  error instanceof ApiError && (error.status === 404 || error.status === 405);

const isPage = (body: string): boolean => /^\s*</.test(body);

/** Longer texts than this are stack traces or pages. */
const longestText = 300;
/** Nothing that is shown stands behind this. */
const longestRead = 100_000;

const messagesIn = ({ text: body, parsed }: Content, secrets: Secrets): readonly string[] => {
  const found = (text: readonly string[]): readonly string[] =>
    text.map((one) => shorten(withoutSignIn(secrets.hide(one))));
  if (parsed.kind === 'refused') return [];
  // A proxy's page says nothing that its status does not.
  if (parsed.kind === 'broken') return isPage(body) ? [] : found(textsIn(body.slice(0, longestRead)));
  const { json } = parsed;
  if (isObject(json)) return [...new Set(found([...mainMessage(json), ...textsIn(json['Errors'])]))];
  return typeof json === 'string' ? found(textsIn(json)) : [];
};

/** Octopus says `ErrorMessage`; ASP.NET in front of it says `title` and `detail`. */
const mainMessage = (json: JsonObject): readonly string[] =>
  [json['ErrorMessage'], json['Message'], json['title'], json['detail']].flatMap((text) =>
    typeof text === 'string' ? textsIn(text) : [],
  );

/** The texts within `Errors`, which is a list of texts, of objects with a message, or an object of such lists. */
const textsIn = (value: JsonValue | undefined): readonly string[] => {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  if (isList(value)) return value.flatMap(textsIn);
  if (!isObject(value)) return [];
  const main = mainMessage(value);
  return main.length > 0 ? main : Object.values(value).flatMap(textsIn);
};

const shorten = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > longestText ? `${line.slice(0, longestText)}…` : line;
};

const remedyFor = (status: number): string => {
  if (status === 401)
    return 'The API key or access token is missing, wrong or expired: check the environment variable that holds it.';
  if (status === 403) return 'The API key lacks a permission for this: give its user the role the message names.';
  if (status === 404) return 'Check that the URL is that of the server and that the resource still exists.';
  if (status === 405)
    return 'This server has no such route: check its version, and that the URL is that of the server.';
  if (status === 409) return 'Somebody changed it in between: take a new snapshot and diff again.';
  if (status === 429) return 'The server limits requests: try again later, or lower --concurrency.';
  if (status >= 500) return 'The server failed or is in maintenance: look at its log, then try again.';
  return 'Read what the server says; octosync and the server may disagree about this resource.';
};
