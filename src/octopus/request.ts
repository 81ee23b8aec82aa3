import got, { HTTPError, RequestError, type Response } from 'got';
import type { JsonObject } from '../model/json.js';
import { redirected, refusal, type Answer, type Asked } from './answer.js';
import type { RequestEvent } from './events.js';
import type { Said } from './pace.js';
import { hideKey, hideSent, redact, redactText } from './redact.js';
import { mayRetry, pauseAfter } from './retry.js';
import { unanswered } from './unanswered.js';

/** No DELETE: nothing is ever deleted (rules existing-nothing-deleted). */
export type Method = 'GET' | 'POST' | 'PUT';

export interface Request extends Asked {
  readonly method: Method;
  readonly path: string;
  readonly body?: JsonObject | undefined;
  /** A body that is no JSON, with its content type; `body` is then left out. */
  readonly content?: Content | undefined;
  /** What kind of answer is wanted; JSON unless said. */
  readonly accept?: string;
  /** The first request of all: nobody answering is told at once. */
  readonly isGreeting?: boolean;
}

export interface Content {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** What all requests of one client share. */
export interface Line {
  readonly apiKey: string;
  /** What the requests are about; told with each of them. */
  readonly about?: string | undefined;
  readonly retries: number;
  readonly timeout: number;
  readonly tell: (event: RequestEvent) => void;
  /** Called before each attempt: waits for its turn. */
  readonly onSend: () => Promise<void>;
  /** Told of each answer, for what it says about the server's budget. */
  readonly onAnswer: (said: Said) => void;
  readonly waitOut: (ms: number, status: number | undefined) => Promise<void>;
}

/** Sends a request, again where that is safe. Gives the answer of a status below 300; throws ApiError for all else. */
export const exchange = async (request: Request, line: Line): Promise<Answer> => {
  const { method, url, body, content } = request;
  const { apiKey, retries, timeout } = line;
  try {
    const response = await got(url, {
      method,
      headers: {
        'x-octopus-apikey': apiKey,
        accept: request.accept ?? 'application/json',
        'user-agent': 'octosync',
        ...(content && { 'content-type': content.type }),
      },
      ...(body && { json: body }),
      ...(content && { body: content.bytes }),
      responseType: 'buffer',
      // A redirect could carry the key elsewhere, and a redirected PUT is not what was approved (docs/decisions/0004).
      followRedirect: false,
      timeout: { request: timeout },
      retry: {
        limit: retries,
        calculateDelay: ({ attemptCount, error, retryAfter }) =>
          waitForRetry(request, line, attemptCount, error, retryAfter),
      },
      hooks: {
        beforeRequest: [() => line.onSend()],
        afterResponse: [
          (answer) => {
            line.onAnswer({ status: answer.statusCode, headers: answer.headers });
            line.tell(answered(request, answer, line));
            return answer;
          },
        ],
      },
    });
    const { statusCode: status, headers } = response;
    if (status >= 300) throw redirected(request, status, headers.location && hideKey(headers.location, apiKey));
    return { status, body: response.body.toString('utf8'), bytes: response.body };
  } catch (error) {
    if (error instanceof HTTPError) {
      const { statusCode: status, body: said } = error.response as Response;
      throw refusal(request, { status, body: hideSent(String(said), body, apiKey) });
    }
    if (!(error instanceof RequestError)) throw error;
    line.tell(failed(request, error, line));
    throw unanswered(request, error.code, error.cause);
  }
};

/** Waits before another attempt. Gives what got still has to wait, a millisecond; 0 when there is to be none. */
const waitForRetry = async (
  { method, path, isGreeting }: Request,
  { retries, tell, waitOut }: Line,
  attempt: number,
  error: RequestError,
  retryAfter: number | undefined,
): Promise<number> => {
  // An answer that was cut off has a status too, but is none.
  const status = error instanceof HTTPError ? (error.response as Response).statusCode : undefined;
  const givesUp = attempt > retries || (isGreeting === true && status === undefined);
  if (givesUp || !mayRetry({ method, status, code: error.code })) return 0;
  const ms = pauseAfter(attempt, retryAfter);
  if (ms === undefined) return 0;
  tell({ kind: 'waiting', method, path, why: status === undefined ? error.code : `status ${status}`, ms });
  await waitOut(ms, status);
  return 1;
};

const answered = ({ method, path, body }: Request, response: Response, { apiKey, about }: Line): RequestEvent => ({
  kind: 'answered',
  ...(about !== undefined && { about }),
  method,
  path,
  status: response.statusCode,
  ms: response.timings.phases.total ?? 0,
  attempt: response.retryCount + 1,
  get requestBody() {
    return body && redact(body, apiKey);
  },
  get responseBody() {
    return redactText(hideSent(String(response.body), body, apiKey), apiKey);
  },
});

const failed = ({ method, path, body }: Request, error: RequestError, { apiKey, about }: Line): RequestEvent => ({
  kind: 'failed',
  ...(about !== undefined && { about }),
  method,
  path,
  why: error.code,
  attempt: (error.request?.retryCount ?? 0) + 1,
  get requestBody() {
    return body && redact(body, apiKey);
  },
});
