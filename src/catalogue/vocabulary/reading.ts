import type { JsonValue } from '../../model/json.js';
import type { TypeName } from '../../model/names.js';
import type { PageShape } from '../../model/page.js';
import type { InGit, Repository } from './in-git.js';

/** Where documents come from: the GET of the page. */
export interface Reading {
  /** Below `/api/{spaceId}`, or below `/api` for server-wide types. */
  readonly path: string;
  readonly reach: 'space' | 'server';
  /** What the server's IDs begin with: `Environments` of `Environments-1`. */
  readonly idPrefix: string;
  /** What an API key needs to read it; none is known where nothing is said (octopus-api user-roles). */
  readonly permission?: string;
  readonly listing: Listing;
  /**
   * The first version of Octopus Server that has the type; every server with spaces (2019.1) has it where nothing is
   * said. Only of these types a 404 may say that the server has none (rules incomplete-404).
   */
  readonly since?: string;
  /** Only documents whose fields say this belong to the type (`ContentType: Variables`). */
  readonly where?: Readonly<Record<string, JsonValue>>;
  /** Only documents of this very space, or only those of the whole server, where a listing holds both. */
  readonly only?: 'ofThisSpace' | 'ofServer';
  /** What a space has by itself, under an ID of its own: what a field says of it, and how it is called everywhere. */
  readonly builtIn?: { readonly field: string; readonly called: Readonly<Record<string, string>> };
  readonly superseded?: Superseded;
  /** Where it is in a project that keeps it in Git; such a project has none in the database. */
  readonly inGit?: InGit;
  readonly repository?: Repository;
  /**
   * After which events an incremental snapshot reads again what has no bulk listing: documents, and pictures. Always, where
   * nothing is said (rules again-events).
   */
  readonly readAgain?: ReadAgain;
}

export type ReadAgain =
  /** After those that name what it belongs to. */
  | 'owner'
  /** And after those that name anything whose ID it holds: a value is gone with its template, a scope with its environment. */
  | 'ownerAndHeld';

/** Where and how the documents of a type are read. Paths are below `/api/{spaceId}`. */
export type Listing =
  /** One list of all of them: `{path}/all`, or in pages where a server has no such route; `also` is a second pass. */
  | { readonly kind: 'all'; readonly query?: string; readonly also?: string }
  /** One list in pages; the path has no `/all`. `page` where a page is not written as nearly all are. */
  | { readonly kind: 'pages'; readonly page?: PageShape }
  /** One document an owner: in bulk from `bulk`, singly from `{path}/{id}` with the ID the owner's field holds. */
  | {
      readonly kind: 'ofOwner';
      readonly bulk: string;
      readonly bulkIs: 'array' | 'pages';
      readonly idIn: string;
    }
  /** One document a parent, each with a GET of its own (`{parent}` in the path): the API has no list of them. */
  | { readonly kind: 'ofParent'; readonly route: string }
  /** In pages; those of one parent are read and decided together, as one document that lists them. */
  | { readonly kind: 'gathered'; readonly into: string }
  /**
   * The values that parents give to templates, from whichever of three documents a server has: every one `newerSince` has
   * the newer two.
   */
  | { readonly kind: 'templateValues'; readonly newerSince: string }
  /** In Git only: `inGit` says where. A project that keeps it elsewhere has none. */
  | { readonly kind: 'inGitOnly' }
  /** In pages, but only those a person asked for: what grows without end on a server. */
  | { readonly kind: 'asked'; readonly idQuery: string };

/** Fields that the same server keeps in a document of another type, where it has one for the item. */
export interface Superseded {
  readonly by: TypeName;
  readonly fields: readonly string[];
}
