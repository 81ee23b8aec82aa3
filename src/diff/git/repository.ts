import {
  defaultBranchIn,
  isKeptInGit,
  rootOf,
  storedTypes,
  typeNamed,
  type ResourceType,
} from '../../catalogue/index.js';
import type { ReadAt } from '../../changeset/changeset.js';
import { branchIn } from '../../model/git-refs.js';
import { itemsOf, type Item, type SpaceSnapshot } from '../../model/item.js';
import { isObject, textOf, type JsonObject } from '../../model/json.js';
import { GIT } from '../../model/markers.js';
import { keyOf, type TypeName } from '../../model/names.js';
import { repositoryIn, shownUrl } from '../../model/repository-url.js';

/** A side that is asked for its projects: a snapshot, or what it will be. */
export interface Owners {
  readonly find: (type: TypeName, names: readonly string[]) => Pick<Item, 'names' | 'document'> | undefined;
}

/** Where a project of a side keeps what it keeps in Git (rules git-ref). */
export interface KeptAt {
  /** The name of the project, as that side spells it. */
  readonly project: string;
  /** What its document says of its repository. */
  readonly settings: JsonObject;
  /** The ref that was read; undefined where none was. */
  readonly ref: string | undefined;
}

/** A snapshot as one that is asked. */
export const ownersIn = (side: SpaceSnapshot): Owners => ({
  find: (type, names) => itemsOf(side, type).get(keyOf(names)),
});

/** Where what is of a type, of the item with these names, stands in Git on that side; undefined where it is in the database. */
export const keptAt = (type: ResourceType, names: readonly string[], side: Owners): KeptAt | undefined => {
  const root = rootOf(type);
  const { repository } = root.reading;
  if (!repository || !type.reading.inGit) return undefined;
  const owner = side.find(root.name, names.slice(0, 1));
  const settings = owner?.document[repository.settings];
  if (!owner || !isObject(settings) || !isKeptInGit(type, owner.document)) return undefined;
  return { project: owner.names[0] ?? '', settings, ref: refOf(settings) };
};

/** The same of a type by its name. */
export const keptAtOf = (type: string, names: readonly string[], side: Owners): KeptAt | undefined =>
  keptAt(typeNamed(type), names, side);

/** The projects of a side that were read elsewhere than at their default branch. */
export const notAtDefaultBranch = (side: SpaceSnapshot): readonly ReadAt[] =>
  ownersOfRepositories.flatMap((type) =>
    [...itemsOf(side, type.name).values()].flatMap(({ names: [project = ''], document }): readonly ReadAt[] => {
      const settings = document[type.reading.repository?.settings ?? ''];
      const ref = isObject(settings) ? refOf(settings) : undefined;
      if (!isObject(settings) || ref === undefined || branchIn(ref) === defaultBranchIn(settings)) return [];
      return [{ project, refs: [ref] }];
    }),
  );

const ownersOfRepositories = storedTypes.filter(({ reading }) => reading.repository);

const refOf = ({ [GIT]: git }: JsonObject): string | undefined => {
  const ref = isObject(git) ? git['ref'] : undefined;
  return typeof ref === 'string' ? ref : undefined;
};

/** The URL of a project's repository, for people to read. */
export const urlOf = (settings: JsonObject): string => shownUrl(textOf(settings['Url']));

/** A project's repository, whatever its URL is there. */
export const repositoryOf = (settings: JsonObject): string => repositoryIn(textOf(settings['Url']));

/** Whether two projects read one and the same: URL, path and ref (rules git-same-repository). */
export const isSamePlace = (one: KeptAt, other: KeptAt): boolean =>
  one.ref !== undefined && one.ref === other.ref && placeOf(one) === placeOf(other);

/** The repository and the folder in it. */
const placeOf = ({ settings }: KeptAt): string => {
  const path = textOf(settings['BasePath'])
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
  return `${repositoryOf(settings)}\n${path}`;
};
