import { ApiError } from '../model/errors.js';
import type { Asked } from './answer.js';

/** An ApiError for a request that got no answer: a dead host, a refused certificate, a timeout. */
export const unanswered = (asked: Asked, code: string, cause: unknown): ApiError => {
  const { what, remedy } = explain(code, new URL(asked.url).host);
  return new ApiError({ what, where: `${asked.method} ${asked.url}`, remedy }, { cause });
};

interface Explanation {
  readonly what: string;
  readonly remedy: string;
}

const trustIt = "If its CA is your company's own, name the file of that CA in NODE_EXTRA_CA_CERTS.";

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
  if (isAboutTrust(code)) return { what: `The certificate of ${host} is not trusted (${code}).`, remedy: trustIt };
  return { what: `The connection to ${host} failed (${code}).`, remedy: 'Check the network; try again.' };
};

/** OpenSSL's names: SELF_SIGNED_CERT_IN_CHAIN, UNABLE_TO_VERIFY_LEAF_SIGNATURE, UNABLE_TO_GET_ISSUER_CERT_LOCALLY, … */
const isAboutTrust = (code: string): boolean => /CERT|SIGN|ISSUER|CRL|TLS|SSL/.test(code);
