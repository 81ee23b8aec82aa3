import { matchesPattern } from '../model/filter.js';
import { shortRef } from '../model/git-refs.js';
import { isList, textOf, type JsonObject } from '../model/json.js';
import { saysSo } from './condition.js';
import type { Repository } from './vocabulary/in-git.js';
import type { ResourceType } from './vocabulary.js';

/** Whether a project, by its own document, keeps what is of a type in Git (rules git-parts). Raw and normalized ones say it alike. */
export const isKeptInGit = ({ reading: { inGit } }: ResourceType, project: JsonObject): boolean =>
  inGit?.when.every((condition) => saysSo(project, condition)) ?? false;

/** What stands in the braces of a route at a ref. */
export interface AtRef {
  /** The ID of the project. */
  readonly project: string;
  /** The ref: `refs/heads/main`. */
  readonly ref: string;
  readonly parent?: string;
  readonly id?: string;
}

/** A route at a ref, below the space, with what it is about: slashes in a ref are escaped (octopus-api branches). */
export const routeAtRef = (route: string, at: AtRef): string =>
  route.replaceAll(/\{(project|ref|parent|id)\}/g, (_, name: keyof AtRef) => encodeURIComponent(at[name] ?? ''));

/** Where a ref is looked for, below the space: a whole hash is that of a commit, anything else the name of a branch or tag (octopus-api branches). */
export const routeToRef = ({ refs, commits }: Repository, at: Pick<AtRef, 'project' | 'ref'>): string =>
  routeAtRef(/^[0-9a-f]{40}$/.test(at.ref) ? commits : refs, at);

/** The name of the default branch, by what a project says of its repository: by its name or as a whole ref. */
export const defaultBranchIn = (settings: JsonObject): string => shortRef(textOf(settings['DefaultBranch']));

/** Whether a project lets nobody commit to a branch through the server: patterns are names, or names with wildcards. */
export const isProtectedBranch = (settings: JsonObject, branch: string): boolean =>
  (settings['ProtectedDefaultBranch'] === true && branch === defaultBranchIn(settings)) ||
  protectedPatternsIn(settings).some((pattern) => matchesPattern(pattern)(branch));

/** The patterns of branches that a project protects, by what it says of its repository. */
export const protectedPatternsIn = ({ ProtectedBranchNamePatterns: patterns = [] }: JsonObject): readonly string[] =>
  isList(patterns) ? patterns.filter((one) => typeof one === 'string') : [];
