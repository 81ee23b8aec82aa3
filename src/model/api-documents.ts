import type { JsonObject } from './json.js';

/** A space as a server would hold it: raw API documents by the path of their collection, and what is shared. */
export interface ApiSpace {
  readonly name: string;
  readonly version: string;
  readonly installationId: string;
  readonly documents: Readonly<Record<string, readonly JsonObject[]>>;
  /** Pictures and other files by their path below the space: `projects/Projects-1/logo`. */
  readonly files?: ReadonlyMap<string, { readonly bytes: Uint8Array; readonly contentType: string }>;
  /** What belongs to no space: users, user roles, community step templates. */
  readonly shared?: Readonly<Record<string, readonly JsonObject[]>>;
}
