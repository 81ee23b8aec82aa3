import { isKeptInGit, nameIn, routeAtRef, type ResourceType } from '../../catalogue/index.js';
import { isObject, textOf, type JsonObject } from '../../model/json.js';
import { reasonOf, textIn, type SpaceReader } from './reading.js';

/** Where in its repository a project is read, or why it cannot be. */
export type ProjectRef = { readonly name: string } & (
  | {
      /** `refs/heads/main`. */
      readonly ref: string;
      /** The commit, where the server tells it. */
      readonly commit?: string;
    }
  | { readonly unread: string }
);

/** By the ID of the project. */
export type ProjectRefs = ReadonlyMap<string, ProjectRef>;

/** Which ref a person wants to be read, by the name of the project; undefined for the default branch. */
export type RefNamed = (project: string) => string | undefined;

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
      const route = routeAtRef(repository.refs, { project, ref: asked });
      return [project, { name, ...(await readRef(reader, route, asked)) }];
    }),
  );
  return new Map(found);
};

const readRef = async (
  reader: SpaceReader,
  route: string,
  asked: string,
): Promise<{ readonly ref: string; readonly commit?: string } | { readonly unread: string }> => {
  try {
    const found = await reader.get(route);
    if (!found) return { unread: `the repository has no ref "${asked}"` };
    const commit = textOf(found['GitCommit']);
    return { ref: textOf(found['CanonicalName']) || asked, ...(commit !== '' && { commit }) };
  } catch (error) {
    return { unread: reasonOf(error) };
  }
};
