import type { Agents } from 'got';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { Agent as HttpAgent, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Socket } from 'node:net';
import type { Proxy } from './proxy.js';
import type { Trust } from './trust.js';

/** How requests get to a server. */
export interface Way {
  /** The proxy that they go through; undefined if there is none. */
  readonly proxy: Proxy | undefined;
  readonly agent: Agents;
}

/** Connections are kept for the next request as long as Node's own agent keeps them. */
const keeping = { keepAlive: true, timeout: 5000 };

/** The way through a proxy, or straight to the server, whatever Node is told by its own switches. */
export const wayThrough = (proxy: Proxy | undefined, trust: Trust): Way => ({
  proxy,
  agent: proxy
    ? // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Node asks it for no more than http.Agent has
      { http: new ForwardingAgent(proxy, trust), https: new TunnelAgent(proxy, trust) }
    : { http: new HttpAgent(keeping), https: new HttpsAgent({ ...keeping, ...contextOf(trust.server) }) },
});

/** A proxy that could not be reached, or that let nothing through. */
export class ProxyTrouble extends Error {
  /** What the proxy answered; undefined where it did not. */
  readonly status: number | undefined;
  /** What the retries go by. */
  readonly code: string;

  constructor(status: number | undefined, cause?: unknown) {
    super('The proxy lets nothing through.', { cause });
    this.status = status;
    this.code = status === undefined ? codeOf(cause) : `PROXY_${status}`;
  }
}

const codeOf = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'PROXY_FAILED';

const contextOf = (secureContext: Trust['server']) => (secureContext ? { secureContext } : {});

/** The agents write what they are given into debug logs, but for headers: so the credentials are one. */
const optionsFor = ({ authorization }: Proxy, trust: Trust) => ({
  ...keeping,
  ...contextOf(trust.proxy),
  headers: authorization === undefined ? {} : { 'Proxy-Authorization': authorization },
});

/** To an https server: by CONNECT, so that the proxy sees where to and nothing else. */
class TunnelAgent extends HttpsProxyAgent<string> {
  readonly #trust: Trust;

  constructor(proxy: Proxy, trust: Trust) {
    super(proxy.url, optionsFor(proxy, trust));
    this.#trust = trust;
    this.options.timeout = keeping.timeout;
  }

  override async connect(request: ClientRequest, options: Parameters<HttpsProxyAgent<string>['connect']>[1]) {
    let status: number | undefined;
    request.once('proxyConnect', (answer: { readonly statusCode: number }) => (status = answer.statusCode));
    const socket = await asProxyTrouble(super.connect(request, { ...options, ...contextOf(this.#trust.server) }));
    if (status === 200) return socket;
    socket.destroy();
    throw new ProxyTrouble(status);
  }
}

/** To an http server: the proxy forwards each request, and can read it. */
class ForwardingAgent extends HttpProxyAgent<string> {
  constructor(proxy: Proxy, trust: Trust) {
    super(proxy.url, optionsFor(proxy, trust));
    this.options.timeout = keeping.timeout;
  }

  override connect(...asked: Parameters<HttpProxyAgent<string>['connect']>): Promise<Socket> {
    return asProxyTrouble(super.connect(...asked));
  }
}

const asProxyTrouble = (connecting: Promise<Socket>): Promise<Socket> =>
  connecting.catch((error: unknown) => {
    throw new ProxyTrouble(undefined, error);
  });
