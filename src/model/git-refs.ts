import { matchesPattern } from './filter.js';
import { foldName } from './names.js';

/** Which ref of their repositories projects are read at: a name of a project, or one with wildcards, and a branch, tag or commit. */
export interface GitRef {
  readonly project: string;
  readonly ref: string;
}

/** Whether a name of a project stands for several. */
export const hasWildcards = (project: string): boolean => /[*?]/.test(project);

/**
 * The ref that is named for a project (rules git-ref): by its own name, or else by the first wildcard that fits. Undefined where none is: it is
 * read at its default branch.
 */
export const refNamedIn = (refs: readonly GitRef[], project: string): string | undefined =>
  (
    refs.find((one) => foldName(one.project) === foldName(project)) ??
    refs.find((one) => hasWildcards(one.project) && matchesPattern(one.project)(project))
  )?.ref;

/** What Git takes for a branch, tag or commit: no wildcards, no blanks, no `..`, and nothing that begins like a flag. */
export const refPattern = '^(?![-/.])(?!.*(\\.\\.|@\\{|//|/\\.|\\.lock$|[./]$))[^\\s~^:?*\\[\\\\]+$';

/** Whether a text may be the name of a ref. */
export const isRef = (text: string): boolean => new RegExp(refPattern).test(text);

const branches = 'refs/heads/';

/** A branch as a whole ref: `refs/heads/main` for `main`. */
export const branchRef = (branch: string): string => `${branches}${branch}`;

/** `main` for `refs/heads/main`; undefined for a tag or a commit. */
export const branchIn = (ref: string): string | undefined =>
  ref.startsWith(branches) && ref.length > branches.length ? ref.slice(branches.length) : undefined;

/** A ref as people call it: a branch by its name, any other as it is. */
export const shortRef = (ref: string): string => branchIn(ref) ?? ref;
