import type { GitContents } from '../../model/api-documents.js';
import type { JsonObject } from '../../model/json.js';
import { collectionAt, collections } from './collections.js';
import { textIn, type Documents } from './documents.js';

/** What is no document: a logo, a package. */
export interface StoredFile {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/** A document that was written or removed: what it was, and what it is. */
export interface Written {
  readonly path: string;
  readonly before: JsonObject | undefined;
  readonly after: JsonObject | undefined;
}

export interface SpaceSpec {
  readonly id: string;
  readonly name: string;
  readonly isDefault?: boolean;
  readonly documents: Documents;
  /** By the path below the space: `projects/Projects-1/logo`. */
  readonly files?: ReadonlyMap<string, StoredFile>;
  /** What its version-controlled projects have in their repositories. */
  readonly git?: readonly GitContents[];
}

/** The ID of the space that stands for the server itself: users, user roles, community step templates. */
export const SERVER_WIDE = '';

/** The resources of one space, or those of the server: collection → ID → document. */
export class Space {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly files: Map<string, StoredFile>;
  /** The space as it looks from the default branch of a project in Git; the instance says how. */
  atDefaultBranch: (project: JsonObject) => Space = () => this;
  /** Versions that step templates had before the current one, by the ID of the template. */
  readonly formerVersions = new Map<string, readonly JsonObject[]>();
  /** By collection and ID, what was written since somebody asked, and what was there before. */
  readonly #written = new Map<
    string,
    { readonly path: string; readonly id: string; readonly before: JsonObject | undefined }
  >();
  readonly #store = new Map<string, Map<string, JsonObject>>();

  constructor({ id, name, isDefault, files }: Omit<SpaceSpec, 'documents'>) {
    this.id = id;
    this.name = name;
    this.isDefault = isDefault ?? false;
    this.files = new Map(files);
    const reach = id === SERVER_WIDE ? 'server' : 'space';
    for (const collection of collections) if (collection.reach === reach) this.#store.set(collection.path, new Map());
  }

  /** Where the API has it: `/api/Spaces-1`. */
  get home(): string {
    return this.id === SERVER_WIDE ? '/api' : `/api/${this.id}`;
  }

  has(path: string): boolean {
    return this.#store.has(path);
  }

  all(path: string): readonly JsonObject[] {
    return [...(this.#store.get(path)?.values() ?? [])];
  }

  find(path: string, id: string): JsonObject | undefined {
    return this.#store.get(path)?.get(id);
  }

  put(path: string, document: JsonObject): void {
    const id = textIn(document, collectionAt(path)?.idField ?? 'Id');
    this.touch(path, id);
    this.#store.get(path)?.set(id, document);
  }

  /** Takes note that a document is written, or something that belongs to it. */
  touch(path: string, id: string): void {
    const key = `${path}/${id}`;
    const { before } = this.#written.get(key) ?? { before: this.find(path, id) };
    // What was written last stands last.
    this.#written.delete(key);
    this.#written.set(key, { path, id, before });
  }

  /** What was written since this was last asked, in the order of the last writes. */
  takeWritten(): readonly Written[] {
    const written = [...this.#written.values()];
    this.#written.clear();
    return written.map(({ path, id, before }) => ({ path, before, after: this.find(path, id) }));
  }

  remove(path: string, id: string): void {
    this.touch(path, id);
    this.#store.get(path)?.delete(id);
    this.formerVersions.delete(id);
    for (const file of this.files.keys()) if (file.startsWith(`${path}/${id}/`)) this.files.delete(file);
  }

  dump(): Record<string, readonly JsonObject[]> {
    return Object.fromEntries([...this.#store.keys()].map((path) => [path, this.all(path)]));
  }
}
