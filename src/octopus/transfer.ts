import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ApiError } from '../model/errors.js';
import { attempts } from './attempts.js';
import { Content } from './content.js';
import { pastLimit } from './limits.js';
import type { Line, Request } from './line.js';
import { received, sendOnce, type Read } from './request.js';

/** What came through a stream. */
export interface Transferred {
  readonly bytes: number;
  /** SHA-1, hex, upper case: how the built-in feed says it. */
  readonly sha1: string;
}

type OnBytes = ((count: number) => void) | undefined;

/**
 * Streams an answer into a file; what came of an attempt that failed is thrown away. Throws ApiError, also for a file
 * that is too large or holds the API key.
 */
export const download = async (request: Request, line: Line, file: string, onBytes: OnBytes): Promise<Transferred> => {
  let transferred: Transferred = { bytes: 0, sha1: '' };
  const read: Read = async (_request, _line, stream, response) => {
    const { statusCode: status, headers } = response;
    // What a server says instead of the file is no file.
    if (status >= 300) return received(request, line, stream, response);
    const meter = meterOf(request, line, onBytes);
    await pipeline(stream, meter.through, createWriteStream(file)).catch(async (error: unknown) => {
      await rm(file, { force: true });
      throw error;
    });
    transferred = meter.read();
    return { status, headers, content: new Content(Buffer.alloc(0)) };
  };
  await attempts(request, line, () => sendOnce(request, line, read));
  return transferred;
};

/** Counts what comes, and looks into it. */
const meterOf = ({ method, url }: Request, { secrets, limits }: Line, onBytes: OnBytes) => {
  const hash = createHash('sha1');
  let bytes = 0;
  let before = '';
  const through = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      bytes += chunk.length;
      onBytes?.(bytes);
      const seen = `${before}${chunk.toString('latin1')}`;
      before = seen.slice(-overlap);
      if (bytes > limits.fileBytes)
        done(pastLimit(`The file has more than ${limits.fileBytes} bytes.`, `${method} ${url}`));
      else if (secrets.areIn(seen, 1)) done(repeats(`${method} ${url}`));
      else done(null, chunk);
    },
  });
  return { through, read: (): Transferred => ({ bytes, sha1: hash.digest('hex').toUpperCase() }) };
};

/** A secret may come in two pieces; longer ones than this are none that a server was told. */
const overlap = 4096;

const repeats = (where: string): ApiError =>
  new ApiError({
    what: 'The file holds the API key with which octosync signs in, or another secret that it was given; it is not kept.',
    where,
    status: 200,
    remedy: 'Look what the file is and who put the secret there; revoke it, because others can read it too.',
  });
