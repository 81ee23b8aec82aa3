import type { FormData } from 'formdata-node';
import got, { RequestError, type Request as GotStream, type Response } from 'got';
import { once } from 'node:events';
import { attempts, type Received } from './attempts.js';
import { Content } from './content.js';
import type { Line, Request } from './line.js';
import { pastLimit } from './limits.js';

/** Sends a request, again where that is safe. Gives the answer of a status below 300; throws ApiError for all else. */
export const exchange = (request: Request, line: Line): Promise<Received> =>
  attempts(request, line, () => sendOnce(request, line, received));

/** What is done with an answer while it comes, whatever its status. */
export type Read = (request: Request, line: Line, stream: GotStream, response: Response) => Promise<Received>;

/** Sends a request once, and reads the answer. Retries are ours (attempts.ts). Throws RequestError where none comes whole. */
export const sendOnce = async (request: Request, line: Line, read: Read): Promise<Received> => {
  const { signIn, timeout, limits, way } = line;
  const { method, url, onSent, isFile = false } = request;
  const stream = got.stream(url, {
    method,
    headers: {
      ...signIn,
      accept: request.accept ?? 'application/json',
      'user-agent': 'octosync',
      ...(request.body && { 'content-type': 'application/json' }),
    },
    ...(await bodyOf(request)),
    ...(way && { agent: way.agent }),
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
  return { status, headers, content: new Content(Buffer.concat(chunks)) };
};
