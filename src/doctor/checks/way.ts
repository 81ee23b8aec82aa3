import { ApiError } from '../../model/errors.js';
import { addressOf, openPort } from '../../octopus/index.js';
import { attention, right, wrong, type Found } from '../finding.js';
import type { Visit } from '../visit.js';

/** Whether the URL is one that a key may be sent to. */
export const checkUrl = ({ url }: Visit): Promise<Found> => Promise.resolve(right(url().href.replace(/\/$/, '')));

/** Milliseconds to wait for a connection. */
const patience = 10_000;

/** Whether the proxy on the way to the server takes connections. */
export const checkProxy = async ({ proxy }: Visit): Promise<Found> => {
  const through = proxy();
  if (through === undefined) return right('No proxy on the way.');
  const { url, setIn } = through;
  const { code } = await openPort(url, patience);
  if (code === undefined) return right(`The proxy ${url.host} (${setIn}) takes connections.`);
  return wrong(
    `The proxy ${url.host} takes no connections (${code}).`,
    `Check ${setIn} and that the proxy runs; for a server that is reached without it, add its host to NO_PROXY.`,
  );
};

/** Whether this machine knows the host; behind a proxy, the proxy has to. */
export const checkName = async ({ url, proxy }: Visit): Promise<Found> => {
  const { hostname } = url();
  if (proxy() !== undefined) return right(`The proxy looks up ${hostname}.`);
  const address = await addressOf(hostname);
  if (address === undefined)
    return wrong(
      `The host ${hostname} is not known here.`,
      'Check the URL, the network and VPN; in a company network, a proxy may be missing (HTTPS_PROXY).',
    );
  return right(address === hostname ? `${hostname} is an address.` : `${hostname} is ${address}.`);
};

/** Whether anything answers there, by TLS that is trusted. */
export const checkConnection = async ({ url, root, proxy, heard }: Visit): Promise<Found> => {
  const { protocol, host } = url();
  await root().catch((error: unknown) => {
    // What a proxy says instead of opening a tunnel is no answer of the server.
    const isOfServer = proxy() === undefined || heard.length > 0;
    if (error instanceof ApiError && error.status !== undefined && error.status !== 407 && isOfServer) return;
    throw error;
  });
  return right(
    protocol === 'https:' ? `${host} answers; its certificate is trusted.` : `${host} answers, by plain http.`,
  );
};

/** Whether what answers is an Octopus Server, and of which version. */
export const checkServer = async ({ root }: Visit): Promise<Found> => {
  try {
    const { version } = await root();
    return right(`Octopus Server ${version}.`);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    return attention('The server says its version only to a key that it knows.', 'See the key, below.');
  }
};
