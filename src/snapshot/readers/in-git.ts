import { isKeptInGit, nameIn, rootOf, typesInGit, type ResourceType } from '../../catalogue/index.js';
import type { JsonObject } from '../../model/json.js';
import type { TypeName } from '../../model/names.js';
import { readAtRefs } from './at-ref.js';
import type { RawType, Reading, SpaceReader } from './reading.js';
import { readRefs, type ProjectRefs, type RefNamed } from './refs.js';
import { requestsAtRefs } from './singly.js';

interface Asked {
  readonly reader: SpaceReader;
  /** What was read so far: of a type, what its own belong to comes first. */
  readonly read: ReadonlyMap<TypeName, RawType>;
  /** Whether anything of a type is worth a request, by the project's name. */
  readonly isWanted: Reading['isWanted'];
  readonly refNamed: RefNamed;
  /** Whether the requests for refs count for a type: they do for one of them. */
  readonly countsRefs: (type: ResourceType) => boolean;
}

/** Reads what projects keep in Git, type by type. At which refs is asked once, for all types (rules git-parts, git-ref). */
export class GitReading {
  readonly #asked: Asked;
  #refs: Promise<ProjectRefs> | undefined;

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  /** Where projects that keep something in Git were read. */
  refs(): Promise<ProjectRefs> {
    return this.#refs ?? Promise.resolve(new Map());
  }

  /** A type as the database has it, with what projects keep of it in Git beside. */
  async added(raw: RawType): Promise<RawType> {
    const { type } = raw;
    const { reader, read, isWanted, refNamed, countsRefs } = this.#asked;
    const owner = rootOf(type);
    this.#refs ??= readRefs(reader, owner, this.#projects(owner), refNamed);
    const refs = await this.#refs;
    const { documents, inGit, unread, requests } = await readAtRefs({ reader, type, read, isWanted }, refs);
    return {
      ...raw,
      documents: [...raw.documents, ...documents],
      requests: raw.requests + requests + (countsRefs(type) ? refs.size : 0),
      ...(documents.length > 0 && { inGit }),
      ...(unread.length > 0 && { unread }),
    };
  }

  /** How many requests that takes at most. */
  requestsFor(type: ResourceType): number {
    const { read, countsRefs } = this.#asked;
    const projects = this.#projects(rootOf(type));
    const parents = type.parent && read.get(type.parent.type);
    return requestsAtRefs(type, projects, parents) + (countsRefs(type) ? projects.length : 0);
  }

  /** The projects of which something in Git is wanted. */
  #projects(owner: ResourceType): readonly JsonObject[] {
    const { read, isWanted } = this.#asked;
    return (read.get(owner.name)?.documents ?? []).filter((one) =>
      typesInGit.some((type) => isKeptInGit(type, one) && isWanted(type, nameIn(owner, one) ?? '')),
    );
  }
}
