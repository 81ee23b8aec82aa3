import type { TypeName } from '../../model/names.js';
import type { Condition } from './condition.js';

/**
 * How a project keeps documents of a type in its repository instead of the database (rules git-parts). There is no secret among them,
 * of whatever type: the server refuses one (rules git-no-secret).
 */
export interface InGit {
  /** What the project's own document says then: all of it. */
  readonly when: readonly Condition[];
  /**
   * GET and PUT of one, below the space. `{project}` and `{parent}` are IDs, `{ref}` is the ref, `{id}` the item's own; at a ref
   * that is a slug.
   */
  readonly route: string;
  /** Where there are several of a project: the GET of all, and the POST of a new one. */
  readonly list?: string;
  readonly create?: string;
}

/**
 * A type whose documents are one with those of another type, but where a project keeps its own in Git (rules git-two-sets): there what
 * is a secret stays in the database, and the rest is at the ref.
 */
export interface ApartFrom {
  /** The type that has all of it elsewhere. */
  readonly type: TypeName;
  /** The list whose members are told apart. */
  readonly at: string;
  /** What a member says that stays with the other type. */
  readonly staying: Condition;
}

/** A type whose items may have a repository of their own, and the routes to it, below the space. */
export interface Repository {
  /** Where its document says so: URL, default branch, what is in it. */
  readonly settings: string;
  /** Where within that it names who signs in, and of which type that is. */
  readonly credential: { readonly at: readonly string[]; readonly type: TypeName };
  /** GET of a branch or tag by its name. */
  readonly refs: string;
  /** GET of a commit by its hash. */
  readonly commits: string;
  /** POST of a new branch. */
  readonly branches: string;
}
