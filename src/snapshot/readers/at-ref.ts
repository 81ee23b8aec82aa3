import { isKeptInGit, rootOf, routeAtRef, type ResourceType } from '../../catalogue/index.js';
import type { InGit } from '../../catalogue/vocabulary.js';
import { ApiError } from '../../model/errors.js';
import type { JsonObject } from '../../model/json.js';
import { soundType } from '../sound.js';
import { notThere } from './of-owner.js';
import { reasonOf, textIn, type Reading, type SpaceReader, type UnreadInGit } from './reading.js';
import type { ProjectRefs } from './refs.js';

/** What of a type projects keep in Git, and which of them could not be read. */
export interface AtRefs {
  readonly documents: readonly JsonObject[];
  /** The ID of the project whose each is. */
  readonly inGit: ReadonlyMap<JsonObject, string>;
  readonly unread: readonly UnreadInGit[];
  readonly requests: number;
}

/**
 * Reads, of every project that keeps a type in Git, what stands at its ref (rules git-parts): the API has no list of several projects. One
 * that cannot be read is incomplete as a whole, and the others are read (rules git-unread).
 */
export const readAtRefs = async (
  { reader, type, read, isWanted }: Pick<Reading, 'reader' | 'type' | 'read' | 'isWanted'>,
  refs: ProjectRefs,
): Promise<AtRefs> => {
  const { inGit } = type.reading;
  const owners = read.get(rootOf(type).name)?.documents ?? [];
  const documents: JsonObject[] = [];
  const ofProject = new Map<JsonObject, string>();
  const unread: UnreadInGit[] = [];
  let requests = 0;
  const counting: SpaceReader = {
    ...reader,
    get: (path) => {
      requests += 1;
      return reader.get(path);
    },
    pages: async (...asked) => {
      const listed = await reader.pages(...asked);
      requests += listed.requests;
      return listed;
    },
  };
  const readProject = async (owner: JsonObject): Promise<void> => {
    const project = textIn(owner, 'Id') ?? '';
    const found = refs.get(project);
    if (!inGit || !found || !isKeptInGit(type, owner) || !isWanted(type, found.name)) return;
    if ('unread' in found) {
      unread.push({ project: found.name, why: found.unread });
      return;
    }
    const parents = parentsAtRef(type, read, project);
    try {
      const raw = await readOfProject(counting, type, inGit, { project, ref: found.ref, parents });
      const sound = soundType({ type, documents: raw, requests: 0 }, reader);
      documents.push(...sound.documents);
      for (const document of sound.documents) ofProject.set(document, project);
      if (sound.incomplete !== undefined) unread.push({ project: found.name, why: sound.incomplete });
    } catch (error) {
      unread.push({ project: found.name, why: reasonOf(error) });
    }
  };
  await Promise.all(owners.map(readProject));
  return { documents, inGit: ofProject, unread, requests };
};

/** Of what belongs to something that is at the ref itself: the IDs of that, in the project. */
const parentsAtRef = (type: ResourceType, read: Reading['read'], project: string): readonly string[] | undefined => {
  const parents = type.parent && read.get(type.parent.type);
  if (!parents || parents.type === rootOf(type)) return undefined;
  return parents.documents.flatMap((one) => (parents.inGit?.get(one) === project ? [textIn(one, 'Id') ?? ''] : []));
};

interface OfProject {
  readonly project: string;
  readonly ref: string;
  /** Each has one of the type; the project itself, where nothing is said. */
  readonly parents: readonly string[] | undefined;
}

const readOfProject = async (
  reader: SpaceReader,
  type: ResourceType,
  { route, list }: InGit,
  { project, ref, parents }: OfProject,
): Promise<readonly JsonObject[]> => {
  const field = type.parent?.field ?? '';
  if (list !== undefined) {
    const { documents } = await reader.pages('space', routeAtRef(list, { project, ref }));
    return documents.map((document) => ({ ...document, [field]: project }));
  }
  return Promise.all(
    (parents ?? [project]).map(async (parent) => {
      const asked = routeAtRef(route, { project, ref, parent });
      const document = await reader.get(asked);
      if (!document) throw new ApiError({ what: notThere([asked]), status: 404 });
      return { Id: `${type.reading.path}-${parent}`, ...document, [field]: parent };
    }),
  );
};
