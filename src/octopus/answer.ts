import { ApiError } from '../model/errors.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../model/json.js';

export interface Asked {
  readonly method: string;
  readonly url: string;
}

/** The JSON of a successful answer. Throws ApiError for anything else: a sign-in page, a proxy's page, cut-off JSON. */
export const parseAnswer = (asked: Asked, body: string): JsonValue => {
  if (body.trim() === '') return null;
  try {
    return JSON.parse(body) as JsonValue;
  } catch (error) {
    const isPage = /^\s*</.test(body);
    throw new ApiError(
      {
        what: isPage
          ? 'The answer is a web page, not Octopus JSON.'
          : 'The answer is not valid JSON; it may have been cut off.',
        where: `${asked.method} ${asked.url}`,
        remedy: isPage
          ? 'Check the URL: a proxy or a sign-in page may stand in front of the server.'
          : 'Run the command again.',
      },
      { cause: error },
    );
  }
};

/** An ApiError for a status of 400 and above, with the server's `ErrorMessage` and `Errors`. */
export const refusal = (asked: Asked, status: number, body: string): ApiError => {
  const messages = messagesIn(body);
  return new ApiError({
    what: `The server answered ${status}${messages.length > 0 ? `: ${messages.join(' ')}` : '.'}`,
    where: `${asked.method} ${asked.url}`,
    remedy: remedyFor(status),
    status,
    messages,
  });
};

const messagesIn = (body: string): readonly string[] => {
  const json = parseQuietly(body);
  if (!json) return [];
  const main = json['ErrorMessage'];
  const details = isList(json['Errors']) ? json['Errors'] : [];
  const texts = [main, ...details].filter((text) => typeof text === 'string' && text.trim() !== '');
  return [...new Set(texts as string[])];
};

const parseQuietly = (body: string): JsonObject | undefined => {
  try {
    const json: unknown = JSON.parse(body);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
};

const remedyFor = (status: number): string => {
  if (status === 401) return 'The API key is missing, wrong or expired: check the environment variable that holds it.';
  if (status === 403) return 'The API key lacks a permission for this: give its user the role the message names.';
  if (status === 404) return 'Check that the URL is that of the server and that the resource still exists.';
  if (status === 409) return 'Somebody changed it in between: take a new snapshot and diff again.';
  if (status === 429) return 'The server limits requests: try again later, or lower --concurrency.';
  if (status >= 500) return 'The server failed or is in maintenance: look at its log, then try again.';
  return 'Read what the server says; octosync and the server may disagree about this resource.';
};

/** An ApiError for a request that got no answer: a dead host, a refused certificate, a timeout. */
export const unanswered = (asked: Asked, code: string, cause: unknown): ApiError => {
  const host = new URL(asked.url).host;
  const [what, remedy] = explain(code, host);
  return new ApiError({ what, where: `${asked.method} ${asked.url}`, remedy }, { cause });
};

const explain = (code: string, host: string): readonly [what: string, remedy: string] => {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return [`The host ${host} is not known.`, 'Check the URL and the network.'];
  if (code === 'ECONNREFUSED')
    return [`${host} refuses connections.`, 'Check the URL and port, and that the server runs.'];
  if (code === 'ETIMEDOUT') return [`${host} did not answer in time.`, 'Check the network; try again.'];
  if (/CERT|SIGNED|ISSUER|TLS|SSL|ALTNAME/.test(code)) {
    return [
      `The certificate of ${host} is not trusted (${code}).`,
      "If it is your company's own, name its CA file in NODE_EXTRA_CA_CERTS.",
    ];
  }
  return [`The connection to ${host} failed (${code}).`, 'Check the network; try again.'];
};
