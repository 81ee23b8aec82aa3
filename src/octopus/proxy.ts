import { urlIn } from '../model/url-in.js';
import { getProxyForUrl } from 'proxy-from-env';
import { UsageError } from '../model/errors.js';
import { isLoopback } from './url.js';

/** A proxy on the way to a server. Its credentials stand apart, so that whoever shows the rest shows no secret. */
export interface Proxy {
  /** Without user and password. */
  readonly url: URL;
  /** What the proxy gets as `Proxy-Authorization`, if it was given credentials. */
  readonly authorization: string | undefined;
  /** All of it that nobody may read. */
  readonly secrets: readonly string[];
  /** Where a person has set it: `HTTPS_PROXY`. */
  readonly setIn: string;
}

/** A proxy that an instance names: a URL or `none`, and where that stands. */
export interface GivenProxy {
  readonly value: string;
  readonly setIn: string;
}

/** Straight to a server that this process runs itself. */
export const noProxy: GivenProxy = { value: 'none', setIn: 'octosync' };

/**
 * The proxy on the way to a URL: the one that is given, or else that of the environment (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`,
 * `NO_PROXY`). Undefined where there is none. Throws UsageError for what is no proxy, and where plain http to this machine would
 * go through another one with the API key in clear.
 */
export const proxyFor = (
  server: string,
  given: GivenProxy | undefined,
  { insecureHttp = false } = {},
): Proxy | undefined => {
  const proxy = given ? givenProxy(given) : proxyOfEnvironment(server);
  const { protocol, host } = new URL(server);
  if (!proxy || protocol === 'https:' || insecureHttp || isLoopback(proxy.url.hostname)) return proxy;
  throw new UsageError({
    what: `Plain http through the proxy ${proxy.url.host} would send the API key in clear over the network.`,
    where: server,
    remedy: `Add ${host} to NO_PROXY, or use --insecure-http if this network is trusted.`,
  });
};

const givenProxy = ({ value, setIn }: GivenProxy): Proxy | undefined =>
  value.trim().toLowerCase() === 'none' ? undefined : parseProxy(value, setIn);

const proxyOfEnvironment = (server: string): Proxy | undefined => {
  const found = getProxyForUrl(server);
  if (found === '') return undefined;
  return parseProxy(asWritten(found), variableFor(new URL(server).protocol.slice(0, -1)));
};

/** The variable that counts, for people: the first that is set, as the library looks for them. */
const variableFor = (protocol: string): string => {
  const usual = `${protocol}_proxy`.toUpperCase();
  const names = [usual, 'ALL_PROXY'].flatMap((name) => [name.toLowerCase(), name]);
  return names.find((name) => (process.env[name] ?? '') !== '') ?? usual;
};

/** Without a protocol, a proxy is spoken to by http, whatever the server speaks, as everywhere else. */
const asWritten = (found: string): string =>
  Object.values(process.env).includes(found) ? found : found.replace(/^\w+:\/\//, '');

/** Reads a proxy's URL; nothing of it is repeated in the error, as it may hold a password. */
const parseProxy = (text: string, setIn: string): Proxy => {
  const trimmed = text.trim();
  const spelled = trimmed.includes('://') ? trimmed : `http://${trimmed}`;
  const url = urlIn(spelled);
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '' || endsInPassword(url))
    throw new UsageError({
      what: `${setIn} is not the URL of a proxy that octosync can use.`,
      remedy:
        'Write it as http://proxy.example.com:3128, with https:// for a proxy that speaks TLS; special characters of a password are percent-encoded.',
    });
  const [user, password] = [decoded(url.username), decoded(url.password)];
  const pair = `${user}:${password}`;
  const hasCredentials = pair !== ':';
  return {
    url: new URL(url.origin),
    authorization: hasCredentials ? `Basic ${Buffer.from(pair).toString('base64')}` : undefined,
    secrets: hasCredentials ? [pair, password === '' ? user : password, url.password || url.username] : [],
    setIn,
  };
};

/** `http://ada:81#x@proxy:3128` is read as the host `ada`: what seems to be host and port is user and password. */
const endsInPassword = ({ pathname, search, hash }: URL): boolean => `${pathname}${search}${hash}`.includes('@');

/** A percent sign that escapes nothing stands for itself. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
