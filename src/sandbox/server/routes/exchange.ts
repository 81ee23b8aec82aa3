import { isObject, type JsonObject, type JsonValue } from '../../../model/json.js';
import { badRequest, Refusal } from '../refusal.js';
import type { StoredFile } from '../space.js';

export type Query = Readonly<Record<string, string | undefined>>;

/** The one file of a multipart request. */
export interface Upload extends StoredFile {
  /** The name of the part. */
  readonly part: string;
  readonly fileName: string;
}

export interface Request {
  readonly method: string;
  /** The decoded segments of the path below `/api`. */
  readonly segments: readonly string[];
  readonly query: Query;
  readonly body: unknown;
  /** The user who asks. */
  readonly caller: JsonObject;
  /** What a multipart request carries instead of a body. */
  readonly upload?: Upload;
}

export interface Answer {
  readonly status: number;
  /** Null for an empty one. */
  readonly body: JsonValue;
  /** Sent instead of the body. */
  readonly file?: StoredFile;
}

export const ok = (body: JsonValue, status = 200): Answer => ({ status, body });

export const okFile = (file: StoredFile): Answer => ({ status: 200, body: null, file });

/** The JSON object that a request carries. Throws a 400 where there is none. */
export const bodyOf = ({ body }: Request): JsonObject => {
  if (isObject(body)) return body;
  throw badRequest('The request needs a JSON object as its body.');
};

/** The file that a request carries in a part of that name; of any name where none is given. Throws a 400. */
export const uploadOf = ({ upload }: Request, part?: string): Upload => {
  if (upload && (part === undefined || upload.part === part)) return upload;
  throw badRequest(`The request needs multipart/form-data with one part named '${part ?? 'file'}'.`);
};

export const notAllowed = ({ method }: Request): Refusal =>
  new Refusal(405, [`The method ${method} is not allowed here.`]);

/** Throws a 405 for everything that is no GET. */
export const onlyGet = (request: Request): void => {
  if (request.method !== 'GET') throw notAllowed(request);
};

/** Throws a 400 for a name in a query that is none of those known: an answer that ignored it would be to another question. */
export const refuseBut = (known: readonly string[], path: string, query: Query): void => {
  const unknown = Object.keys(query).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const has = known.length > 0 ? known.join(', ') : 'none';
  throw badRequest(`The sandbox has no filter '${unknown}' for ${path}; it has ${has}.`);
};
