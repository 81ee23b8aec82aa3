import { allTypes, type ResourceType } from '../catalogue/index.js';
import { sameJson, type JsonObject, type JsonValue } from '../model/json.js';
import type { Incompleteness } from '../model/item.js';
import { ApiError } from '../model/errors.js';
import type { TypeName } from '../model/names.js';
import type { Progress } from '../model/progress.js';

/** What reading needs of a server: paths are below the space, or below `/api` for server-wide types. */
export interface SpaceReader {
  /** All documents of a listing, from its `/all` route or in pages, and how many requests that took. */
  readonly list: (reach: ResourceType['reach'], path: string, query?: string) => Promise<Listed>;
  /** All documents of a route that is an array by itself or comes in pages. Undefined where the server lacks it. */
  readonly bulk: (path: string, is: 'array' | 'pages') => Promise<Listed | undefined>;
  readonly get: (path: string) => Promise<JsonObject>;
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
  readonly incomplete?: string;
}

export interface RawSpace {
  readonly types: ReadonlyMap<TypeName, RawType>;
  readonly incomplete: readonly Incompleteness[];
}

/**
 * Reads the documents of all (or the `only`) types of a space: one listing a type, all listings at once; children
 * singly only where the server has no bulk listing. A type that cannot be read whole is marked, not left out.
 */
export const readSpace = async (
  reader: SpaceReader,
  progress: Progress,
  types: readonly ResourceType[] = allTypes,
): Promise<RawSpace> => {
  const listings = types.filter((type) => type.listing.kind !== 'ofOwner');
  const owned = types.filter((type) => type.listing.kind === 'ofOwner');
  const bulk = readBulkOnce(reader);

  const read = new Map<TypeName, RawType>();
  const keep = (raw: RawType): void => {
    read.set(raw.type.name, raw);
    const { type, documents, requests } = raw;
    progress({ kind: 'reading', type: type.name, read: documents.length, requests, done: true });
  };
  await Promise.all([
    ...listings.map(async (type) => keep(await readListing(reader, type))),
    ...owned.map((type) => bulk(type).catch(() => undefined)),
  ]);
  const counted = new Set<string>();
  for (const type of owned) {
    const raw = await readOwned(reader, type, read.get(type.parent?.type ?? ''), bulk);
    const listing = type.listing.kind === 'ofOwner' ? type.listing.bulk : '';
    // The requests of a listing that two types share count for the first of them.
    keep(counted.has(listing) ? { ...raw, requests: raw.requests - raw.shared } : raw);
    counted.add(listing);
  }

  const incomplete = [...read.values()].flatMap((raw) =>
    raw.incomplete === undefined ? [] : [{ type: raw.type.name, why: raw.incomplete }],
  );
  return { types: read, incomplete };
};

const readListing = async (reader: SpaceReader, type: ResourceType): Promise<RawType> => {
  const query = type.listing.kind === 'all' ? type.listing.query : undefined;
  try {
    const listed = await reader.list(type.reach, type.path, query);
    const documents = listed.documents.filter((document) => belongsTo(type, document, reader.spaceId));
    return { type, documents, requests: listed.requests };
  } catch (error) {
    // Older servers do not have every type: then there is nothing of it, and nothing is missing from the snapshot.
    if (isMissing(error)) return { type, documents: [], requests: 2 };
    return { type, documents: [], requests: 1, incomplete: reasonOf(error) };
  }
};

const isMissing = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 404 || error.status === 405);

const belongsTo = (type: ResourceType, document: JsonObject, spaceId: string): boolean =>
  Object.entries(type.where ?? {}).every(([field, value]) => sameJson(document[field], value)) &&
  (!type.ofThisSpaceOnly || document['SpaceId'] === spaceId);

type BulkReader = (type: ResourceType) => Promise<Listed | undefined>;

/** Two types may share one bulk listing (the variable sets of projects and of library sets): it is read once. */
const readBulkOnce = (reader: SpaceReader): BulkReader => {
  const reads = new Map<string, Promise<Listed | undefined>>();
  return async (type) => {
    if (type.listing.kind !== 'ofOwner') return undefined;
    const { bulk, bulkIs } = type.listing;
    const read = reads.get(bulk) ?? reader.bulk(bulk, bulkIs);
    reads.set(bulk, read);
    return read;
  };
};

const readOwned = async (
  reader: SpaceReader,
  type: ResourceType,
  owners: RawType | undefined,
  bulk: BulkReader,
): Promise<RawType & { readonly shared: number }> => {
  if (type.listing.kind !== 'ofOwner' || !owners) return { type, documents: [], requests: 0, shared: 0 };
  const { idIn } = type.listing;
  try {
    const listed = await bulk(type);
    const byId = new Map((listed?.documents ?? []).map((document) => [document['Id'], document]));
    const shared = listed?.requests ?? 1;
    let requests = shared;
    const documents = await Promise.all(
      owners.documents.flatMap((owner) => {
        const id = owner[idIn];
        if (typeof id !== 'string' || id === '') return [];
        const known = byId.get(id);
        if (known) return [Promise.resolve(known)];
        requests += 1;
        return [reader.get(`${type.path}/${encodeURIComponent(id)}`)];
      }),
    );
    const incomplete = owners.incomplete === undefined ? {} : { incomplete: owners.incomplete };
    return { type, documents, requests, shared, ...incomplete };
  } catch (error) {
    return { type, documents: [], requests: 1, shared: 0, incomplete: reasonOf(error) };
  }
};

/** A key that may not read a type, or a server that fails on it, leaves the type incomplete; a dead network does not. */
const reasonOf = (error: unknown): string => {
  const answered = error instanceof ApiError && error.status !== undefined && error.status !== 401;
  if (!answered) throw error;
  return error.message;
};

export const textIn = (document: JsonObject, field: string): string | undefined => {
  const value: JsonValue | undefined = document[field];
  return typeof value === 'string' ? value : undefined;
};
