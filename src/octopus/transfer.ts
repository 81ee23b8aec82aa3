import got, { HTTPError, RequestError } from 'got';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FormData } from 'formdata-node';
import { fileFromPath } from 'formdata-node/file-from-path';
import type { JsonValue } from '../model/json.js';
import { parseAnswer, refusal } from './answer.js';
import type { Sender } from './connect.js';
import { hideKey } from './redact.js';
import { mayRetry, pauseAfter } from './retry.js';
import { unanswered } from './unanswered.js';

/** What came through a stream. */
export interface Transferred {
  readonly bytes: number;
  /** SHA-1, hex, upper case: how the built-in feed says it. */
  readonly sha1: string;
}

type OnBytes = ((count: number) => void) | undefined;

/** However long a transfer takes as a whole, it must not stand still for longer than a request may take. */
const idle = ({ line: { timeout } }: Sender): { readonly socket: number } => ({ socket: timeout });

/** Streams an answer into a file; what came of an attempt that failed is thrown away. Throws ApiError. */
export const download = (sender: Sender, path: string, file: string, onBytes: OnBytes): Promise<Transferred> =>
  attempts(sender, 'GET', path, async (url, headers) => {
    const hash = createHash('sha1');
    let bytes = 0;
    const meter = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        hash.update(chunk);
        bytes += chunk.length;
        onBytes?.(bytes);
        done(null, chunk);
      },
    });
    const stream = got.stream(url, { headers, followRedirect: false, retry: { limit: 0 }, timeout: idle(sender) });
    try {
      await pipeline(stream, meter, createWriteStream(file));
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    }
    const status = stream.response?.statusCode ?? 0;
    return { status, result: { bytes, sha1: hash.digest('hex').toUpperCase() } };
  });

/** Streams a file from disk into a form. Throws ApiError. */
export const upload = (sender: Sender, path: string, file: string, onBytes: OnBytes): Promise<JsonValue> =>
  attempts(sender, 'POST', path, async (url, headers) => {
    const form = new FormData();
    form.append('file', await fileFromPath(file, basename(file), { type: 'application/octet-stream' }));
    const request = got.post(url, {
      headers,
      body: form,
      followRedirect: false,
      retry: { limit: 0 },
      timeout: idle(sender),
    });
    void request.on('uploadProgress', ({ transferred }) => onBytes?.(transferred));
    const { statusCode: status, body } = await request;
    return { status, result: parseAnswer({ method: 'POST', url }, { status, body }) };
  });

/** Streams cannot be rewound, so each attempt begins anew. */
const attempts = async <Result>(
  { baseUrl, line }: Sender,
  method: 'GET' | 'POST',
  path: string,
  once: (url: string, headers: Record<string, string>) => Promise<{ readonly status: number; readonly result: Result }>,
): Promise<Result> => {
  const { apiKey, about, retries, tell, waitOut, onSend } = line;
  const url = `${baseUrl}${path}`;
  const of = { ...(about !== undefined && { about }), method, path };
  const bodies = { requestBody: undefined, responseBody: undefined };
  for (let attempt = 1; ; attempt += 1) {
    await onSend();
    const begun = performance.now();
    try {
      const { status, result } = await once(url, { 'x-octopus-apikey': apiKey, 'user-agent': 'octosync' });
      tell({ kind: 'answered', ...of, status, ms: performance.now() - begun, attempt, ...bodies });
      return result;
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      const status = error instanceof HTTPError ? error.response.statusCode : undefined;
      if (status !== undefined)
        tell({ kind: 'answered', ...of, status, ms: performance.now() - begun, attempt, ...bodies });
      const ms = pauseAfter(attempt, undefined);
      if (attempt > retries || ms === undefined || !mayRetry({ method, status, code: error.code })) {
        if (status !== undefined) throw refusal({ method, url }, { status, body: hideKey(bodyOf(error), apiKey) });
        tell({ kind: 'failed', ...of, why: error.code, attempt, requestBody: undefined });
        throw unanswered({ method, url }, error.code, error.cause);
      }
      tell({ kind: 'waiting', method, path, why: status === undefined ? error.code : `status ${status}`, ms });
      await waitOut(ms, status);
    }
  }
};

const bodyOf = (error: RequestError): string =>
  error instanceof HTTPError && typeof error.response.body === 'string' ? error.response.body : '';
