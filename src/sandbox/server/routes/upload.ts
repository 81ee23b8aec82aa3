import type { FastifyRequest } from 'fastify';
import { badRequest } from '../refusal.js';
import type { Upload } from './exchange.js';

/**
 * Reads the one file of a multipart request, as a stream; undefined for a request that is not multipart. Throws a 400
 * for one with no file or with several.
 */
export const uploadIn = async (request: FastifyRequest): Promise<Upload | undefined> => {
  if (!request.isMultipart()) return undefined;
  const uploads: Upload[] = [];
  for await (const part of request.files()) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of part.file) chunks.push(chunk as Uint8Array);
    const contentType = pictureType(part.filename) ?? part.mimetype;
    uploads.push({ part: part.fieldname, fileName: part.filename, contentType, bytes: Buffer.concat(chunks) });
  }
  const [upload, second] = uploads;
  if (!upload || second) throw badRequest("The request needs multipart/form-data with one part named 'file'.");
  return upload;
};

/** Clients send pictures as application/octet-stream; the name of the file says what they are. */
const pictureType = (fileName: string): string | undefined =>
  pictureTypes[/\.(\w+)$/.exec(fileName)?.[1]?.toLowerCase() ?? ''];

const pictureTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
};
