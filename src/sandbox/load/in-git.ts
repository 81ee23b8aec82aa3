import { allTypes, defaultBranchIn, isKeptInGit, rootOf, type ResourceType } from '../../catalogue/index.js';
import type { GitContents } from '../../model/api-documents.js';
import type { Item, SpaceSnapshot } from '../../model/item.js';
import { isObject, textOf, type JsonObject } from '../../model/json.js';
import { branchRef } from '../../model/git-refs.js';
import { GIT } from '../../model/markers.js';
import { keyOf, type ThingName } from '../../model/names.js';

/** What stands in a repository, as a server would answer it. */
export interface AtRef {
  readonly type: ResourceType;
  readonly item: Item;
  readonly document: JsonObject;
}

/** Whether an item of a snapshot is kept in Git: its project says so (rules git-parts). */
export const isAtRef = (snapshot: SpaceSnapshot, type: ResourceType, item: Item): boolean => {
  const owner = type.reading.inGit && ownerOf(snapshot, type, item.names);
  return owner !== undefined && isKeptInGit(type, owner.document);
};

const ownerOf = (snapshot: SpaceSnapshot, type: ResourceType, names: readonly string[]): Item | undefined =>
  snapshot.items.get(rootOf(type).name)?.get(keyOf(names.slice(0, 1)));

/**
 * The slugs of what is in one document at a ref, which are its IDs there. A snapshot has none of steps: they are made of the names, as a
 * server makes them.
 */
export class Slugs {
  readonly #taken = new Set<string>();

  slugOf({ Slug: own = null }: JsonObject, name: string): string {
    const made =
      name
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
        .replaceAll(/^-+|-+$/g, '') || 'unnamed';
    const given = textOf(own);
    let slug = given === '' ? made : given;
    for (let number = 1; this.#taken.has(slug); number += 1) slug = `${made}-${number}`;
    this.#taken.add(slug);
    return slug;
  }
}

/** A document without what octosync says beside its server: at which ref it was read. */
export const withoutGit = ({ reading: { repository } }: ResourceType, document: JsonObject): JsonObject => {
  const settings = repository && document[repository.settings];
  if (!repository || !isObject(settings)) return document;
  const own = Object.entries(settings).filter(([field]) => field !== GIT);
  return { ...document, [repository.settings]: Object.fromEntries(own) };
};

/**
 * What projects have in their repositories: at the ref where they were read, and where that is another one, at the default branch too,
 * as no project is without one.
 */
export const gitOf = (
  snapshot: SpaceSnapshot,
  atRefs: readonly AtRef[],
  idOf: (type: ThingName, names: readonly string[]) => string,
): readonly GitContents[] =>
  allTypes.flatMap((type) =>
    [...(snapshot.items.get(type.name)?.values() ?? [])].flatMap(({ names, document }) => {
      const { repository } = type.reading;
      const settings = repository && document[repository.settings];
      const git = isObject(settings) ? settings[GIT] : undefined;
      if (!isObject(settings) || !isObject(git)) return [];
      const own = atRefs.filter((one) => ownerOf(snapshot, one.type, one.item.names)?.key === keyOf(names));
      const contents = { projectId: idOf(type.name, names), documents: byPath(own) };
      const [ref, main] = [textOf(git['ref']), branchRef(defaultBranchIn(settings))];
      // A commit cannot be made with a hash that is known before.
      const isNamed = /^refs\/(?:heads|tags)\//.test(ref);
      return ref === main || !isNamed ? [contents] : [contents, { ...contents, gitRef: ref }];
    }),
  );

const byPath = (atRefs: readonly AtRef[]): GitContents['documents'] => {
  const documents: Record<string, JsonObject[]> = {};
  for (const { type, document } of atRefs) (documents[type.reading.path] ??= []).push(document);
  return documents;
};
