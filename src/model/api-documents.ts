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
  /** What version-controlled projects have in their repositories. */
  readonly git?: readonly GitContents[];
}

/** What a version-controlled project has at a ref: documents as GET at that ref answers them, with the IDs of the space. */
export interface GitContents {
  readonly projectId: string;
  /** `refs/heads/main` or `refs/tags/v1`; the default branch unless given. */
  readonly gitRef?: string;
  /** By `deploymentprocesses`, `deploymentsettings`, `variables`, `runbooks` and `runbookProcesses`. */
  readonly documents: Readonly<Record<string, readonly JsonObject[]>>;
  /** Of the commit. */
  readonly message?: string;
}
