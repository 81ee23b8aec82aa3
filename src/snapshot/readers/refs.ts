import { isKeptInGit, nameIn, routeToRef, type ResourceType } from '../../catalogue/index.js';
import { isObject, textOf, type JsonObject } from '../../model/json.js';
import { reasonOf, textIn, type SpaceReader } from './reading.js';

/** Where in its repository a project is read, or why it cannot be. */
export type ProjectRef = { readonly name: string } & (
  | {
      /** `refs/heads/main`. */
      readonly ref: string;
      /** The commit, where the server tells it. */
      readonly commit?: string;
      /** Nobody commits there through the server. */
      readonly isProtected?: true;
    }
  | { readonly unread: string }
);

/** By the ID of the project. */
export type ProjectRefs = ReadonlyMap<string, ProjectRef>;

/**
 * Which ref is to be read, by the name of the project: of several, the first that is there. Undefined for the default branch.
 */
export type RefNamed = (project: string) => string | readonly string[] | undefined;

/**
 * The refs of the projects that keep any of the given types in Git: one request each, as only the server knows what its repository
 * has (octopus-api branches). What cannot be read is told, and the rest goes on (rules git-unread).
 */
export const readRefs = async (
  reader: SpaceReader,
  owner: ResourceType,
  owners: readonly JsonObject[],
  types: readonly ResourceType[],
  refNamed: RefNamed,
): Promise<ProjectRefs> => {
  const { repository } = owner.reading;
  if (!repository) return new Map();
  const inGit = owners.filter((one) => types.some((type) => isKeptInGit(type, one)));
  const found = await Promise.all(
    inGit.map(async (one): Promise<readonly [string, ProjectRef]> => {
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

type Found =
  { readonly ref: string; readonly commit?: string; readonly isProtected?: true } | { readonly unread: string };

const firstRef = async (
  reader: SpaceReader,
  routeOf: (ref: string) => string,
  asked: readonly string[],
): Promise<Found> => {
  try {
    for (const one of asked) {
      const found = await reader.get(routeOf(one));
      if (found) return refIn(found, one);
    }
    return { unread: `the repository has no ref "${asked.at(-1) ?? ''}"` };
  } catch (error) {
    return { unread: reasonOf(error) };
  }
};

/** What the document of a branch, tag or commit says of it (octopus-api branches). */
export const refIn = (
  found: JsonObject,
  asked: string,
): { readonly ref: string; readonly commit?: string; readonly isProtected?: true } => {
  const commit = textOf(found['GitCommit']);
  return {
    ref: textOf(found['CanonicalName']) || asked,
    ...(commit !== '' && { commit }),
    ...(found['IsProtected'] === true && { isProtected: true }),
  };
};
