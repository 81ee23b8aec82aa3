import { isKeptInGit, rootOf, typeNamed, type ResourceType } from '../../catalogue/index.js';
import { itemsOf, type SpaceSnapshot } from '../../model/item.js';
import { isObject, type JsonObject } from '../../model/json.js';
import { GIT } from '../../model/markers.js';
import { keyOf } from '../../model/names.js';

/** Where a project of a side keeps what it keeps in Git (rules git-ref). */
export interface KeptAt {
  /** The name of the project, as that side spells it. */
  readonly project: string;
  /** What its document says of its repository. */
  readonly settings: JsonObject;
  /** The ref that was read; undefined where none was. */
  readonly ref: string | undefined;
}

/** Where what is of a type, of the item with these names, stands in Git on that side; undefined where it is in the database. */
export const keptAt = (
  type: ResourceType,
  names: readonly string[],
  side: Pick<SpaceSnapshot, 'items'>,
): KeptAt | undefined => {
  const root = rootOf(type);
  const { repository } = root.reading;
  if (!repository || !type.reading.inGit) return undefined;
  const owner = itemsOf(side as SpaceSnapshot, root.name).get(keyOf(names.slice(0, 1)));
  const settings = owner?.document[repository.settings];
  if (!owner || !isObject(settings) || !isKeptInGit(type, owner.document)) return undefined;
  return { project: owner.names[0] ?? '', settings, ref: refOf(settings) };
};

/** The same of a type by its name. */
export const keptAtOf = (
  type: string,
  names: readonly string[],
  side: Pick<SpaceSnapshot, 'items'>,
): KeptAt | undefined => keptAt(typeNamed(type), names, side);

const refOf = ({ [GIT]: git }: JsonObject): string | undefined => {
  const ref = isObject(git) ? git['ref'] : undefined;
  return typeof ref === 'string' ? ref : undefined;
};
