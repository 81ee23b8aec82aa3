import { ApiError } from '../model/errors.js';
import type { Asked } from './answer.js';
import type { Proxy } from './proxy.js';
import { ProxyTrouble } from './way.js';

interface NoAnswer {
  readonly code: string;
  readonly cause?: unknown;
}

/** An ApiError for a request that got no answer: a dead host or proxy, a refused certificate, a timeout. */
export const unanswered = (asked: Asked, { code, cause }: NoAnswer, proxy?: Proxy): ApiError => {
  if (proxy && cause instanceof ProxyTrouble && cause.status !== undefined)
    return refusedByProxy(asked, cause.status, proxy);
  const { protocol, host } = new URL(asked.url);
  // Of plain http through a proxy, the only connection is the one to the proxy.
  const isOfProxy = proxy !== undefined && (cause instanceof ProxyTrouble || protocol === 'http:');
  const { what, remedy } = isOfProxy ? explainProxy(code, proxy) : explain(alertIn(cause) ?? code, host);
  return new ApiError({ what, where: placeOf(asked, proxy), remedy }, { cause });
};

/** An ApiError for what a proxy answers instead of letting a request through (rules connect-proxy). */
export const refusedByProxy = (asked: Asked, status: number, proxy: Proxy): ApiError => {
  const { url, setIn, authorization } = proxy;
  const hasCredentials = authorization !== undefined;
  const what =
    status === 407
      ? `The proxy ${url.host} ${hasCredentials ? 'refuses the user and password that it was given' : 'asks for a user and password'}.`
      : `The proxy ${url.host} lets nothing through to ${new URL(asked.url).host}.`;
  const remedy =
    status === 407
      ? `Put them into ${setIn}, as http://USER:PASSWORD@${url.host}, with special characters percent-encoded.`
      : `Ask those who run the proxy (${setIn}); if the server is reached without it, add its host to NO_PROXY.`;
  return new ApiError({
    what: `${what.slice(0, -1)} (status ${status}).`,
    where: placeOf(asked, proxy),
    remedy,
    status,
  });
};

const placeOf = ({ method, url }: Asked, proxy: Proxy | undefined): string =>
  `${method} ${url}${proxy ? ` through the proxy ${proxy.url.host}` : ''}`;

const explainProxy = (code: string, { url, setIn }: Proxy): Explanation => {
  const { what, remedy } = explain(code, `the proxy ${url.host}`);
  const check = `Check ${setIn} and that the proxy runs: there is no other way to the server.`;
  const says = what.replace('The host the proxy', 'The proxy');
  return {
    what: `${says.charAt(0).toUpperCase()}${says.slice(1)}`,
    remedy: isAboutTrust(code) ? remedy : check,
  };
};

interface Explanation {
  readonly what: string;
  readonly remedy: string;
}

const trustIt =
  "If its CA is your company's own, name the file of that CA with --ca-file (caFile of the instance), or in NODE_EXTRA_CA_CERTS.";

const explain = (code: string, host: string): Explanation => {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { what: `The host ${host} is not known.`, remedy: 'Check the URL and the network.' };
    case 'ECONNREFUSED':
      return { what: `${host} refuses connections.`, remedy: 'Check the URL and port, and that the server runs.' };
    case 'ETIMEDOUT':
      return { what: `${host} did not answer in time.`, remedy: 'Check the network; try again.' };
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return { what: `There is no way to ${host}.`, remedy: 'Check the network, a VPN above all.' };
    case 'CERT_HAS_EXPIRED':
      return {
        what: `The certificate of ${host} has expired.`,
        remedy: 'Renew it on the server; check the clock of this machine.',
      };
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return {
        what: `The certificate of ${host} is for another host name.`,
        remedy: 'Use the host name that the certificate is for.',
      };
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
      return { what: `${host} does not speak https there.`, remedy: 'Check the port.' };
  }
  if (refusedClient.test(code))
    return {
      what: `${host} wants a client certificate, and got none that it accepts (${code}).`,
      remedy: 'Name it and its key with --client-cert-file and --client-key-file.',
    };
  if (isAboutTrust(code)) return { what: `The certificate of ${host} is not trusted (${code}).`, remedy: trustIt };
  return { what: `The connection to ${host} failed (${code}).`, remedy: 'Check the network; try again.' };
};

/** The alert that ended a handshake, where the code says no more than EPROTO: handshake_failure, or about a certificate. */
const alertIn = (cause: unknown): string | undefined =>
  cause instanceof Error && /SSL alert number (40|4[2-9])\b/.test(cause.message)
    ? 'SSL_ALERT_HANDSHAKE_FAILURE'
    : undefined;

/** What servers end a handshake with that want a client certificate. */
const refusedClient =
  /_ALERT_(CERTIFICATE_|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED|HANDSHAKE_FAILURE)/;

/** OpenSSL's names: SELF_SIGNED_CERT_IN_CHAIN, UNABLE_TO_VERIFY_LEAF_SIGNATURE, UNABLE_TO_GET_ISSUER_CERT_LOCALLY, … */
const isAboutTrust = (code: string): boolean => /CERT|SIGN|ISSUER|CRL|TLS|SSL/.test(code);
