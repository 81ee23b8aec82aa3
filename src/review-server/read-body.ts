import type { IncomingMessage } from 'node:http';

/** Decisions about some thousand changes with their remarks are less. */
export const mostBytes = 8 * 1024 * 1024;

/** The text of a request; undefined if it is longer than anything that a page sends. Throws if the connection breaks off. */
export const readBody = async (request: IncomingMessage): Promise<string | undefined> => {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.byteLength;
    if (length > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};
