import type { JsonObject } from '../../../model/json.js';
import { collectionAt } from '../collections.js';
import { textIn } from '../documents.js';
import { Space } from '../space.js';

/** The member that says whose a document is. */
const ownerOf = (path: string, document: JsonObject): string =>
  textIn(document, path === 'projects' ? 'Id' : path === 'variables' ? 'OwnerId' : 'ProjectId');

/**
 * A space as it looks from a Git ref of one project: what the ref has stands in the place of what the database would have, and
 * all else is the space's. So a project at a ref is checked by the rules of every project. What is written here stays here, except
 * to collections that the ref has no part of.
 */
export class RefSpace extends Space {
  readonly #base: Space;
  readonly #projectId: string;
  /** The collections that the ref has a part of. */
  readonly #parts: ReadonlySet<string>;
  readonly #own = new Map<string, Map<string, () => JsonObject>>();

  constructor(base: Space, projectId: string, parts: readonly string[]) {
    // Pictures and packages are never asked for at a ref.
    super({ id: base.id, name: base.name, isDefault: base.isDefault });
    this.#base = base;
    this.#projectId = projectId;
    this.#parts = new Set([...parts, 'projects']);
    this.atDefaultBranch = (project) => (project['Id'] === projectId ? this : base.atDefaultBranch(project));
  }

  override all(path: string): readonly JsonObject[] {
    return [
      ...this.#base.all(path).filter((one) => !this.#isHidden(path, one)),
      ...[...(this.#own.get(path)?.values() ?? [])].map((read) => read()),
    ];
  }

  override find(path: string, id: string): JsonObject | undefined {
    const own = this.#own.get(path)?.get(id);
    if (own) return own();
    const found = this.#base.find(path, id);
    return found && !this.#isHidden(path, found) ? found : undefined;
  }

  override put(path: string, document: JsonObject): void {
    if (this.#parts.has(path)) this.show(path, document);
    else this.#base.put(path, document);
  }

  /** Has a document here that the space has not. */
  show(path: string, document: JsonObject): void {
    this.later(path, textIn(document, collectionAt(path)?.idField ?? 'Id'), () => document);
  }

  /** Has a document here once somebody asks for it. */
  later(path: string, id: string, read: () => JsonObject): void {
    const own = this.#own.get(path) ?? new Map<string, () => JsonObject>();
    this.#own.set(path, own);
    let document: JsonObject | undefined;
    own.set(id, () => (document ??= read()));
  }

  override remove(path: string, id: string): void {
    if (this.#parts.has(path)) this.#own.get(path)?.delete(id);
    else this.#base.remove(path, id);
  }

  override touch(path: string, id: string): void {
    if (!this.#parts.has(path)) this.#base.touch(path, id);
  }

  override dump(): Record<string, readonly JsonObject[]> {
    return Object.fromEntries(Object.keys(this.#base.dump()).map((path) => [path, this.all(path)]));
  }

  #isHidden(path: string, document: JsonObject): boolean {
    return this.#parts.has(path) && ownerOf(path, document) === this.#projectId;
  }
}
