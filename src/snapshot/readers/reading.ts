import { isKeptInGit, type ResourceType } from '../../catalogue/index.js';
import { ApiError } from '../../model/errors.js';
import type { JsonObject, JsonValue } from '../../model/json.js';
import type { PageShape } from '../../model/page.js';
import type { TypeName } from '../../model/names.js';
import type { Again, Belongs } from '../again/again.js';
import { isKeepable } from '../again/keepable.js';

/** What reading needs of a server: paths are below the space, or below `/api` for server-wide types. */
export interface SpaceReader {
  /** All documents of a listing, from its `/all` route or in pages, and how many requests that took. */
  readonly list: (reach: ResourceType['reading']['reach'], path: string, query?: string) => Promise<Listed>;
  /** All documents of a listing that comes in pages only. */
  readonly pages: (
    reach: ResourceType['reading']['reach'],
    path: string,
    query?: string,
    shape?: PageShape,
  ) => Promise<Listed>;
  /** All documents of a route that is an array by itself or comes in pages. Undefined where the server lacks it. */
  readonly bulk: (path: string, is: 'array' | 'pages') => Promise<Listed | undefined>;
  /** One document; undefined where the server answers that there is none. */
  readonly get: (path: string) => Promise<JsonObject | undefined>;
  /** The bytes of a picture; undefined where there is none. */
  readonly bytes: (path: string) => Promise<Uint8Array | undefined>;
  /** The server's version, asked anew. */
  readonly version: () => Promise<string>;
  /** The routes that the root of the space or of the server names, in lower case: those of listings among them. */
  readonly routes: (reach: ResourceType['reading']['reach']) => Promise<readonly string[]>;
  /** Whether a value or bytes hold a secret that nobody may write down: the API key. */
  readonly holdsSecret: (found: JsonValue | Uint8Array) => boolean;
  readonly spaceId: string;
}

export interface Listed {
  readonly documents: readonly JsonObject[];
  readonly requests: number;
}

/** The documents of one type as the server has them. */
export interface RawType {
  readonly type: ResourceType;
  readonly documents: readonly JsonObject[];
  readonly requests: number;
  /** Why it is not complete. */
  readonly incomplete?: string;
  /** The server does not have the type. */
  readonly absent?: true;
  /** The documents that stand at a ref of a repository, and the ID of the project whose each is. */
  readonly inGit?: ReadonlyMap<JsonObject, string>;
  /** The projects whose documents at a ref could not be read; the others were. */
  readonly unread?: readonly UnreadInGit[];
}

/** What of one project could not be read in Git, and why. */
export interface UnreadInGit {
  /** The name of the project. */
  readonly project: string;
  readonly why: string;
}

/** What one type's reader needs: the server, and what was read before it. */
export interface Reading {
  readonly reader: SpaceReader;
  readonly type: ResourceType;
  readonly read: ReadonlyMap<TypeName, RawType>;
  /** Bulk listings that several types share are read once. */
  readonly bulk: (path: string, is: 'array' | 'pages') => Promise<Listed | undefined>;
  /** Whether a document of its own is worth a request, by its parent's name. */
  readonly isWanted: (type: ResourceType, parent: string) => boolean;
  /** Ids of packages a person asked for; undefined where nobody asked. */
  readonly asked: readonly string[] | undefined;
  /** What an earlier reading has left, and what is kept for the next. */
  readonly again: Again;
}

export type TypeReader = (reading: Reading) => Promise<Omit<RawType, 'type'>>;

/** The documents of a type's parents that have theirs in the database, and why those are not complete, if so. */
export const parentsOf = ({ type, read }: Reading): Pick<RawType, 'documents' | 'incomplete'> => {
  const parents = type.parent && read.get(type.parent.type);
  const isInGit = (one: JsonObject): boolean => parents?.inGit?.has(one) === true || isKeptInGit(type, one);
  return {
    documents: parents?.documents.filter((one) => !isInGit(one)) ?? [],
    ...(parents?.incomplete !== undefined && { incomplete: parents.incomplete }),
  };
};

/** What is kept for the next reading: nothing that holds a secret. */
export const keepAnswer = ({ again, reader }: Reading, route: string, of: Belongs, document: JsonObject): void => {
  if (isKeepable(document) && !reader.holdsSecret(document)) again.keepAnswer(route, of, document);
};

/** True where a server answers that it does not have a route. What that means is another question: `absentOr`. */
export const isMissing = (error: unknown): error is ApiError =>
  error instanceof ApiError && (error.status === 404 || error.status === 405);

/** A key that may not read a type, or a server that fails on it, leaves the type incomplete; a dead network does not. */
export const reasonOf = (error: unknown): string => {
  const answered = error instanceof ApiError && error.status !== undefined && error.status !== 401;
  if (!answered) throw error;
  return error.message;
};

/** True for a document that says it is of another space. Older servers say nothing. */
export const isElsewhere = ({ SpaceId: of }: JsonObject, spaceId: string): boolean =>
  typeof of === 'string' && of !== '' && of !== spaceId;

export const textIn = (document: JsonObject, field: string): string | undefined => {
  const value: JsonValue | undefined = document[field];
  return typeof value === 'string' ? value : undefined;
};
