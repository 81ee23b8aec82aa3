import type { FormData } from 'formdata-node';
import got, { RequestError, type Request as GotStream, type Response } from 'got';
import { once } from 'node:events';
import type { JsonObject } from '../model/json.js';
import type { Answer, Asked } from './answer.js';
import { attempts, type Received } from './attempts.js';
import type { RequestEvent } from './events.js';
import type { Secrets } from './known-secrets.js';
import { pastLimit, type Limits } from './limits.js';
import type { Said } from './pace.js';

/** No DELETE: nothing is ever deleted (rules existing-nothing-deleted). */
export type Method = 'GET' | 'POST' | 'PUT';

export interface Request extends Asked {
  readonly method: Method;
  readonly path: string;
  readonly body?: JsonObject | undefined;
  /** Makes a body that is a form, anew for each attempt; `body` is then left out. */
  readonly form?: () => FormData | Promise<FormData>;
  /** Told how much of the body is sent. */
  readonly onSent?: ((count: number) => void) | undefined;
  /** What kind of answer is wanted; JSON unless said. */
  readonly accept?: string;
  /** The first request of all: nobody answering is told at once. */
  readonly isGreeting?: boolean;
  /** A file comes or goes: that may take hours, but must not stand still. */
  readonly isFile?: boolean;
}

/** What all requests of one client share. */
export interface Line {
  readonly apiKey: string;
  /** What is hidden wherever it would be seen. */
  readonly secrets: Secrets;
  readonly limits: Limits;
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
  const { status, bytes } = await attempts(request, line, () => sendOnce(request, line, received));
  return { status, body: bytes.toString('utf8'), bytes };
};

/** What is done with an answer while it comes, whatever its status. */
export type Read = (request: Request, line: Line, stream: GotStream, response: Response) => Promise<Received>;

/** Sends a request once, and reads the answer. Retries are ours (attempts.ts). Throws RequestError where none comes whole. */
export const sendOnce = async (request: Request, line: Line, read: Read): Promise<Received> => {
  const { apiKey, timeout, limits } = line;
  const { method, url, onSent, isFile = false } = request;
  const stream = got.stream(url, {
    method,
    headers: {
      'x-octopus-apikey': apiKey,
      accept: request.accept ?? 'application/json',
      'user-agent': 'octosync',
      ...(request.body && { 'content-type': 'application/json' }),
    },
    ...(await bodyOf(request)),
    // A redirect could carry the key elsewhere, and a redirected PUT is not what was approved (docs/decisions/0004).
    followRedirect: false,
    throwHttpErrors: false,
    retry: { limit: 0 },
    timeout: isFile ? { socket: timeout, request: limits.fileTime } : { request: timeout },
  });
  const emitted = new Set<unknown>();
  stream.on('error', (error) => emitted.add(error));
  if (onSent) stream.on('uploadProgress', ({ transferred }: { readonly transferred: number }) => onSent(transferred));
  try {
    const [response] = (await once(stream, 'response')) as [Response];
    return await read(request, line, stream, response);
  } catch (error) {
    stream.destroy();
    // Of a connection that ends while a body is written, Node's own error comes through.
    const isRaw = error instanceof Error && emitted.has(error) && !(error instanceof RequestError);
    throw isRaw ? new RequestError(error.message, error, stream) : error;
  }
};

/** A stream without a body waits for somebody to write one. */
const bodyOf = async ({ method, body, form }: Request): Promise<{ readonly body?: string | FormData }> => {
  if (form) return { body: await form() };
  if (body) return { body: JSON.stringify(body) };
  return method === 'GET' ? {} : { body: '' };
};

/** The bytes of an answer, unpacked. Throws ApiError once they are more than anybody takes (rules network-limits). */
export const received: Read = async ({ method, url }, { limits }, stream, { statusCode: status, headers }) => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length > limits.answerBytes)
      throw pastLimit(`The answer has more than ${limits.answerBytes} bytes.`, `${method} ${url}`);
  }
  return { status, headers, bytes: Buffer.concat(chunks) };
};
