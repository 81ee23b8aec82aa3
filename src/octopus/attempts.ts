import { RequestError, TimeoutError } from 'got';
import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from '../model/errors.js';
import { redirected, refusal } from './answer.js';
import type { Content } from './content.js';
import type { RequestEvent } from './events.js';
import type { Secrets } from './known-secrets.js';
import { redact, redactContent, secretsIn } from './redact.js';
import type { Line, Request } from './line.js';
import { mayRetry, pauseAfter, retryAfterIn } from './retry.js';
import { refusedByProxy, unanswered } from './unanswered.js';

/** A whole answer, whatever its status. */
export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** What it says; nothing where it went into a file. */
  readonly content: Content;
}

/**
 * Sends a request, again where that is safe: the only way through the network. `once` makes one attempt, which begins
 * anew each time, and throws what got throws where no whole answer came. Gives the answer of a status below 300; throws
 * ApiError for all else: a refusal, a redirect, no answer.
 */
export const attempts = async (request: Request, line: Line, once: () => Promise<Received>): Promise<Received> => {
  for (let attempt = 1; ; attempt += 1) {
    await line.onSend();
    const begun = performance.now();
    const outcome = await outcomeOf(once);
    const sent: Sent = { request, line, attempt, ms: performance.now() - begun };
    if (outcome.kind === 'answered') {
      line.onAnswer(outcome.answer);
      line.tell(answered(sent, outcome.answer));
      if (outcome.answer.status < 300) return outcome.answer;
    }
    const ms = pauseBefore(sent, outcome);
    if (ms === undefined) throw givenUp(sent, outcome);
    line.tell({ kind: 'waiting', ...aboutOf(sent), why: whyOf(outcome), ms });
    await line.waitOut(ms, statusOf(outcome));
  }
};

type Outcome =
  | { readonly kind: 'answered'; readonly answer: Received }
  /** No whole answer came. */
  | { readonly kind: 'lost'; readonly error: RequestError }
  /** More came than is taken: a server that does that once will do it again. */
  | { readonly kind: 'unacceptable'; readonly error: ApiError };

interface Sent {
  readonly request: Request;
  readonly line: Line;
  readonly attempt: number;
  readonly ms: number;
}

const outcomeOf = async (once: () => Promise<Received>): Promise<Outcome> => {
  try {
    return { kind: 'answered', answer: await once() };
  } catch (error) {
    if (error instanceof ApiError) return { kind: 'unacceptable', error };
    if (error instanceof RequestError) return { kind: 'lost', error };
    throw error;
  }
};

const statusOf = (outcome: Outcome): number | undefined =>
  outcome.kind === 'answered' ? outcome.answer.status : undefined;

const whyOf = (outcome: Outcome): string => {
  if (outcome.kind === 'answered') return `status ${outcome.answer.status}`;
  return outcome.kind === 'lost' ? outcome.error.code : outcome.error.message;
};

/** Milliseconds to wait before another attempt; undefined when there is to be none. */
const pauseBefore = ({ request, line, attempt }: Sent, outcome: Outcome): number | undefined => {
  const status = statusOf(outcome);
  const givesUp = attempt > line.retries || (request.isGreeting === true && status === undefined);
  if (request.isExtra === true && status !== 429) return undefined;
  if (givesUp || outcome.kind === 'unacceptable') return undefined;
  // A file that took all the time there is would take it again.
  if (outcome.kind === 'lost' && request.isFile === true && isOutOfTime(outcome.error)) return undefined;
  const code = outcome.kind === 'lost' ? outcome.error.code : '';
  if (!mayRetry({ method: request.method, status, code })) return undefined;
  return pauseAfter(
    attempt,
    outcome.kind === 'answered' ? retryAfterIn(outcome.answer.headers, Date.now()) : undefined,
  );
};

const isOutOfTime = (error: RequestError): boolean => error instanceof TimeoutError && error.event === 'request';

const givenUp = (sent: Sent, outcome: Outcome): ApiError => {
  const { request, line } = sent;
  if (outcome.kind !== 'answered') line.tell(failed(sent, whyOf(outcome)));
  if (outcome.kind === 'unacceptable') return outcome.error;
  if (outcome.kind === 'lost') return unanswered(request, outcome.error, line.way?.proxy);
  const { status, headers, content } = outcome.answer;
  const secrets = secretsOf(sent);
  if (status === 407 && line.way?.proxy) return refusedByProxy(request, status, line.way.proxy);
  if (status < 400)
    return redirected(request, status, headers.location === undefined ? undefined : secrets.hide(headers.location));
  return refusal(request, { status, content }, secrets);
};

/** What is hidden in what a server says to a request: it may repeat what it was asked. */
const secretsOf = ({ request: { body }, line: { secrets } }: Sent): Secrets =>
  secrets.with(body === undefined ? [] : secretsIn(body));

const aboutOf = ({ request: { method, path }, line: { about } }: Sent) => ({
  ...(about !== undefined && { about }),
  method,
  path,
});

const answered = (sent: Sent, { status, content }: Received): RequestEvent => ({
  kind: 'answered',
  ...aboutOf(sent),
  status,
  ms: sent.ms,
  attempt: sent.attempt,
  get requestBody() {
    return sent.request.body && redact(sent.request.body, sent.line.secrets);
  },
  get responseBody() {
    return redactContent(content, secretsOf(sent));
  },
});

const failed = (sent: Sent, why: string): RequestEvent => ({
  kind: 'failed',
  ...aboutOf(sent),
  why,
  attempt: sent.attempt,
  get requestBody() {
    return sent.request.body && redact(sent.request.body, sent.line.secrets);
  },
});
