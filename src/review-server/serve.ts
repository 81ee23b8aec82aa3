import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OctosyncError } from '../model/errors.js';
import { admit, type Place } from './guard.js';
import { readBody } from './read-body.js';
import type { Settled } from './given.js';
import type { Reviewing } from './reviewing.js';
import { ChangedMeanwhile } from './changed-meanwhile.js';

/** A review that is served. */
export interface ReviewServer {
  /** The address of the page, with its token: for the person's eyes only. */
  readonly url: string;
  /** What was written once a person approved. */
  readonly settled: Promise<Settled>;
  readonly close: () => Promise<void>;
}

/**
 * Serves a review to this machine alone, behind a token that nobody can guess (rules review-server). It reads no path of a
 * disk, writes no log and answers no other origin.
 */
export const startReviewServer = async (reviewing: Reviewing): Promise<ReviewServer> => {
  const token = randomBytes(32).toString('base64url');
  let settle: (settled: Settled) => void = () => undefined;
  const settled = new Promise<Settled>((resolve) => (settle = resolve));
  // One after the other: two windows cannot write at once.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<Answer>): Promise<Answer> => {
    const own = turn.then(work);
    turn = own.catch(() => undefined);
    return own;
  };
  const server = createServer(patience, (request, response) => {
    const door = { port: portOf(server), token };
    const asked = { method: request.method ?? '', path: request.url ?? '', headers: request.headersDistinct };
    const place = admit(asked, door);
    if (typeof place !== 'string') {
      const { status, says, allow } = place;
      send(response, { status, json: { says }, ...(allow !== undefined && { allow }) });
      return;
    }
    void answer(place, request, reviewing, inTurn)
      .catch(troubled)
      .then((said) => {
        send(response, said);
        if (said.settled) response.once('close', () => settle(said.settled ?? { lines: [], next: [], written: {} }));
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return { url: `http://127.0.0.1:${portOf(server)}/${token}/`, settled, close: () => close(server) };
};

/** How long (ms) a request may take to arrive: who sends slowly holds nobody up. */
const patience = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 1000,
} as const;

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** What is sent back; `settled` where nothing is left to decide. */
interface Answer {
  readonly status: number;
  readonly json?: object;
  readonly html?: string;
  readonly contentSecurityPolicy?: string;
  readonly allow?: string;
  readonly settled?: Settled;
}

const answer = async (
  place: Place,
  request: IncomingMessage,
  reviewing: Reviewing,
  inTurn: (work: () => Promise<Answer>) => Promise<Answer>,
): Promise<Answer> => {
  if (place === '') return { status: 200, ...reviewing.page };
  if (place === 'state') return { status: 200, json: { told: await reviewing.tell() } };
  const body = await readBody(request);
  if (body === undefined) return { status: 413, json: { says: 'That is more than the page ever sends.' } };
  return inTurn(async () => {
    if (place === 'decisions') return { status: 200, json: await reviewing.save(body) };
    const settled = await reviewing.approve(body);
    return { status: 200, json: settled, settled };
  });
};

/** What cannot be done is said as on the command line; what is wrong with octosync itself goes nowhere in detail. */
const troubled = (error: unknown): Answer => {
  if (!(error instanceof OctosyncError))
    return { status: 500, json: { says: 'octosync failed: nothing is known to be written.' } };
  const details = error.details.slice(0, 5);
  const says = [error.what, ...details, error.remedy].join(' ');
  return { status: error instanceof ChangedMeanwhile ? 409 : 400, json: { says } };
};

/** Nothing of it stays in a cache, in a frame, in a Referer, or is read by another origin. */
const always = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
} as const;

const send = (response: ServerResponse, { status, json, html, contentSecurityPolicy, allow }: Answer): void => {
  const body = Buffer.from(html ?? JSON.stringify(json ?? {}), 'utf8');
  response.writeHead(status, {
    ...always,
    'content-type': html === undefined ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8',
    'content-length': body.byteLength,
    'content-security-policy': `${contentSecurityPolicy ?? "default-src 'none'"}; frame-ancestors 'none'`,
    ...(allow !== undefined && { allow }),
    // What was not read to its end would be taken for the next request.
    ...(status !== 200 && { connection: 'close' }),
  });
  response.end(body);
};
