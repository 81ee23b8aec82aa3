import { nameIn, routeToRef, type ResourceType } from '../../catalogue/index.js';
import { isObject, textOf, type JsonObject } from '../../model/json.js';
import { reasonOf, textIn, type SpaceReader } from './reading.js';

/** What a server says of a branch, tag or commit. */
export interface FoundRef {
  /** `refs/heads/main`. */
  readonly ref: string;
  /** The commit, where the server tells it. */
  readonly commit?: string;
  /** Nobody commits there through the server. */
  readonly isProtected?: true;
}

/** Where in its repository a project is read, or why it cannot be. */
export type ProjectRef = { readonly name: string } & (FoundRef | { readonly unread: string });

/** By the ID of the project. */
export type ProjectRefs = ReadonlyMap<string, ProjectRef>;

/**
 * Which ref is to be read, by the name of the project: of several, the first that is there. Undefined for the default branch.
 */
export type RefNamed = (project: string) => string | readonly string[] | undefined;

/**
 * The refs at which projects in Git are read: one request each, as only the server knows what its repository has (octopus-api
 * branches). What cannot be read is told, and the rest goes on (rules git-unread).
 */
export const readRefs = async (
  reader: SpaceReader,
  owner: ResourceType,
  projects: readonly JsonObject[],
  refNamed: RefNamed,
): Promise<ProjectRefs> => {
  const { repository } = owner.reading;
  if (!repository) return new Map();
  const found = await Promise.all(
    projects.map(async (one): Promise<readonly [string, ProjectRef]> => {
      const name = nameIn(owner, one) ?? '';
      const settings = one[repository.settings] ?? null;
      const asked = refNamed(name) ?? (isObject(settings) ? textOf(settings['DefaultBranch']) : '');
      const project = textIn(one, 'Id') ?? '';
      const routeOf = (ref: string): string => routeToRef(repository, { project, ref });
      return [project, { name, ...(await firstRef(reader, routeOf, typeof asked === 'string' ? [asked] : asked)) }];
    }),
  );
  return new Map(found);
};

const firstRef = async (
  reader: SpaceReader,
  routeOf: (ref: string) => string,
  asked: readonly string[],
): Promise<FoundRef | { readonly unread: string }> => {
  const named = asked.filter((one) => one !== '');
  // The route without a name is that of the list of all.
  if (named.length === 0) return { unread: 'the project names no default branch' };
  try {
    for (const one of named) {
      const found = await reader.get(routeOf(one));
      if (found) return refIn(found, one);
    }
    return { unread: `the repository has no ref "${named.at(-1) ?? ''}"` };
  } catch (error) {
    return { unread: reasonOf(error) };
  }
};

/** What the document of a branch, tag or commit says of it (octopus-api branches). */
export const refIn = (found: JsonObject, asked: string): FoundRef => {
  const commit = textOf(found['GitCommit']);
  return {
    ref: textOf(found['CanonicalName']) || asked,
    ...(commit !== '' && { commit }),
    ...(found['IsProtected'] === true && { isProtected: true }),
  };
};
