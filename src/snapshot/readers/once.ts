import type { Listed, SpaceReader } from './reading.js';

/** A reader of which each listing is asked for once: a later time it takes no request. */
export type ListingsOnce = SpaceReader & {
  /** Lets go of what was read. */
  readonly forget: () => void;
};

/** Two types may be in one listing, teams of the space and of the server: it counts for the first. */
export const listingsOnce = (reader: SpaceReader): ListingsOnce => {
  const reads = new Map<string, Promise<Listed>>();
  return {
    ...reader,
    forget: () => {
      reads.clear();
    },
    list: async (reach, path, query) => {
      const key = [reach, path, query].join(' ');
      const earlier = reads.get(key);
      const read = earlier ?? reader.list(reach, path, query);
      reads.set(key, read);
      return earlier ? { ...(await earlier), requests: 0 } : read;
    },
  };
};

/** Bulk listings, each of which is asked for once. */
export interface BulkOnce {
  readonly get: SpaceReader['bulk'];
  /** How many requests one took. */
  readonly requestsOf: (path: string) => Promise<number>;
  /** Lets go of what was read. */
  readonly forget: () => void;
}

/** Several types may share one bulk listing: the variable sets of projects and of library sets. */
export const bulkOnce = (reader: SpaceReader): BulkOnce => {
  const reads = new Map<string, Promise<Listed | undefined>>();
  return {
    get: (path, is) => {
      const read = reads.get(path) ?? reader.bulk(path, is);
      reads.set(path, read);
      return read;
    },
    requestsOf: async (path) => (await reads.get(path)?.catch(() => undefined))?.requests ?? 1,
    forget: () => {
      reads.clear();
    },
  };
};
