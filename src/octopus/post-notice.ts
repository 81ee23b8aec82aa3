import got from 'got';
import type { JsonObject } from '../model/json.js';
import { OctosyncError } from '../model/errors.js';
import { urlIn } from '../model/url-in.js';
import { knownSecrets } from './known-secrets.js';
import { proxyFor } from './proxy.js';
import { isLoopback } from './url.js';
import { ProxyTrouble, wayThrough, type Way } from './way.js';

/** How long a webhook may take, in milliseconds: nobody waits for a message. */
const patience = 10_000;

/**
 * Posts a message to a webhook, by the proxy of the environment, and follows no redirect (docs/decisions/0004). Undefined where it
 * was taken, else why not, in a sentence that names its host alone: the rest of such a URL is a secret. Never throws.
 */
export const postNotice = async (address: string, message: JsonObject): Promise<string | undefined> => {
  const url = urlIn(address.trim());
  if (!url || !/^https?:$/.test(url.protocol)) return 'What is given is no URL of a webhook.';
  learnWebhook(address);
  const says = (why: string): string => `The webhook at ${url.host} ${why}.`;
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    return says('is not told over plain http: its URL is a secret');
  try {
    const proxy = proxyFor(url.href, undefined);
    if (proxy) knownSecrets.learn(...proxy.secrets);
    const statusCode = await statusOfPost(url, message, wayThrough(proxy, { server: undefined, proxy: undefined }));
    if (statusCode >= 200 && statusCode < 300) return undefined;
    return says(
      statusCode >= 300 && statusCode < 400
        ? `redirects (${statusCode}), which is not followed`
        : `answers ${statusCode}`,
    );
  } catch (error) {
    return says(whyOf(error));
  }
};

/** The status says all: the rest of an answer, which may never end, is not read. */
const statusOfPost = (url: URL, message: JsonObject, { agent }: Way): Promise<number> =>
  new Promise((resolve, reject) => {
    const request = got.stream.post(url, {
      ...{ json: message, agent, headers: { 'user-agent': 'octosync' } },
      ...{ followRedirect: false, throwHttpErrors: false, retry: { limit: 0 }, timeout: { request: patience } },
    });
    request.once('response', ({ statusCode }: { readonly statusCode: number }) => {
      resolve(statusCode);
      request.destroy();
    });
    request.on('error', reject);
  });

/** From now on, nothing of a webhook's URL but its host is shown. */
export const learnWebhook = (address: string): void => {
  const url = urlIn(address.trim());
  knownSecrets.learn(address, ...(url ? secretsOf(url) : []));
};

/** All of a URL but its host. */
const secretsOf = ({ pathname, search, username, password, href }: URL): readonly string[] =>
  [href, `${pathname}${search}`, search.slice(1), username, password].filter((text) => text.length > 1);

/** The code of an error says enough: its text may quote the URL. */
const whyOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof ProxyTrouble ? error.cause : error;
  if (cause instanceof ProxyTrouble) return `cannot be reached: the proxy lets nothing through (${cause.code})`;
  if (error instanceof OctosyncError) return 'cannot be reached: the proxy of the environment is none';
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'no code';
  return code === 'ETIMEDOUT' ? 'does not answer within 10 seconds' : `cannot be reached (${code})`;
};
