import { setImmediate } from 'node:timers/promises';
import { allTypes, LOGO, type ResourceType } from '../../catalogue/index.js';
import type { JsonObject } from '../../model/json.js';
import { isBuiltInId } from '../../model/markers.js';
import type { Digest, TypeName } from '../../model/names.js';
import { AskedIndex } from './asked-index.js';
import type { LaidOut } from './laid-out.js';
import { placeItems, type PlacedItem } from '../layout.js';
import { nameSpace, type NamedItem } from '../name-space.js';
import type { RawSpace, RawType } from '../read-space.js';
import { isReadSingly } from '../readers/singly.js';

/** Milliseconds of naming at once: an answer that comes meanwhile waits no longer. */
const slice = 3;

/**
 * Types whose documents are named while what has no list is still on the wire: those that come in lists, and that nothing is added to
 * which does not. Their owners' names stand in their files' paths, so what has children that come later comes later itself.
 */
export const isEarly = (type: ResourceType): boolean =>
  !isReadSingly(type) &&
  !type.lookupOnly &&
  !Object.hasOwn(type.fields, LOGO) &&
  type.reading.superseded === undefined &&
  type.reading.repository === undefined &&
  type.writing.as !== 'upload' &&
  allTypes.every((child) => child.parent?.type !== type.name || isEarly(child));

/**
 * Lays out what was listed, as soon as all lists are read, and lets go of it. What a document is called within others depends on nothing
 * that is read singly, but for IDs that are not found yet: a document that holds one is left for the end.
 */
export class Early {
  readonly index = new AskedIndex();
  /** How many are laid out. */
  readonly counts = new Map<TypeName, number>();
  readonly #laidOut: LaidOut;
  readonly #left = new Map<TypeName, JsonObject[]>();
  readonly #paths = new Map<string, string>();
  readonly #mentioned = new Set<string>();

  constructor(laidOut: LaidOut) {
    this.#laidOut = laidOut;
  }

  /** Begins; gives the types whose documents are taken over, and when that is done. Throws as `nameSpace`. */
  begin(listed: ReadonlyMap<TypeName, RawType>): { readonly types: readonly TypeName[]; readonly done: Promise<void> } {
    const { items } = nameSpace(
      { types: listed, refs: new Map(), incomplete: [], logos: new Map(), notes: [] },
      { index: this.index },
    );
    const placed = placeItems(items);
    const early = [...listed.values()].map(({ type }) => type).filter(isEarly);
    const types = early.map(({ name }) => name);
    for (const name of types) this.counts.set(name, items.get(name)?.size ?? 0);
    return { types, done: this.#layOut(placed.filter(({ item }) => types.includes(item.type)).reverse()) };
  }

  /** The space with what was left, and without what is laid out already. */
  rest(raw: RawSpace): RawSpace {
    const types = [...raw.types].map(
      ([name, of]) => [name, this.counts.has(name) ? { ...of, documents: this.#left.get(name) ?? [] } : of] as const,
    );
    return { ...raw, types: new Map(types) };
  }

  /** Where an item that was left belongs. */
  placed(item: NamedItem): PlacedItem<NamedItem> | undefined {
    const path = this.#paths.get(`${item.type} ${item.key}`);
    return path === undefined ? undefined : { item, path };
  }

  /** Tells what texts mention of what was not read yet when they were laid out. */
  tellMentioned(): void {
    for (const id of this.#mentioned) {
      const thing = isBuiltInId(id) ? undefined : this.index.find(id);
      if (thing) this.#laidOut.mentioned.set(id, { id, type: thing.type, names: [...thing.names] });
    }
  }

  async #layOut(reversed: PlacedItem<NamedItem>[]): Promise<void> {
    const files = new Map<Digest, Uint8Array>();
    let since = performance.now();
    for (let next = reversed.pop(); next; next = reversed.pop()) {
      if (performance.now() - since > slice) {
        await setImmediate();
        since = performance.now();
      }
      if (this.#isOpen(next.item)) {
        this.#leave(next);
        continue;
      }
      await this.#laidOut.item(next, { index: this.index, files });
      for (const id of this.index.missed()) this.#mentioned.add(id);
    }
  }

  /** Whether its document holds an ID that nothing has so far. */
  #isOpen(item: NamedItem): boolean {
    const places = item.unresolved.length;
    return this.index.missed().length > 0 || places > 0;
  }

  #leave({ item, path }: PlacedItem<NamedItem>): void {
    this.#paths.set(`${item.type} ${item.key}`, path);
    this.counts.set(item.type, (this.counts.get(item.type) ?? 0) - 1);
    const left = this.#left.get(item.type);
    if (left) left.push(item.raw);
    else this.#left.set(item.type, [item.raw]);
  }
}
