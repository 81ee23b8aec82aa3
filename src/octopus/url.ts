import { urlIn } from '../model/url-in.js';
import { UsageError } from '../model/errors.js';

/** Whether a host name of a URL is this machine. */
export const isLoopback = (hostname: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);

/**
 * The base of a server's API from what people paste: `https://host`, with a path prefix, a trailing slash, `/api` or
 * `/app#/…`. Returns it without a trailing slash. Throws UsageError for what is no such URL, for credentials in it,
 * and for plain HTTP to another machine unless `insecureHttp`.
 */
export const instanceUrl = (text: string, { insecureHttp = false } = {}): string => {
  const url = urlIn(text);
  if (url && (url.username !== '' || url.password !== '')) {
    throw new UsageError({
      what: 'The URL holds a user name or password.',
      where: url.host,
      remedy: 'Leave them out: octosync signs in with an API key from an environment variable.',
    });
  }
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new UsageError({
      what: `"${withoutSecrets(text)}" is not the URL of an Octopus Server.`,
      remedy: 'Give it as https://octopus.example.com.',
    });
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname) && !insecureHttp) {
    throw new UsageError({
      what: 'Plain http would send the API key in clear over the network.',
      where: url.origin,
      remedy: 'Use https, or --insecure-http if this network is trusted.',
    });
  }
  return `${url.origin}${url.pathname.replace(/\/(api|app)(\/.*)?$/i, '').replace(/\/+$/, '')}`;
};

/** People paste `user:password@host`, or the API key, where the URL belongs; an error must not repeat it. */
const withoutSecrets = (text: string): string => text.replace(/\S*@/, '***@').replace(/API-\w{8,}/gi, 'API-***');
