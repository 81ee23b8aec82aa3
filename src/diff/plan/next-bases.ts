import type { LaterPart, ResourceType } from '../../catalogue/index.js';
import type { StillOpen } from '../../changeset/changeset.js';
import { itemOf } from '../../changeset/pick/keeps.js';
import type { OpenElement } from '../../changeset/receipt.js';
import { sameJson, type JsonObject, type JsonValue } from '../../model/json.js';
import { partId, type ChangeId } from '../../model/names.js';
import { pointerOf } from '../../model/pointer.js';
import type { BaseOf } from '../decide/three-way/base.js';
import { lostBetween } from '../decide/three-way/lost.js';
import { mainDocument } from '../decide/parts.js';
import type { Task } from '../select/tasks.js';
import type { BaseSide } from './base-side.js';
import type { BeforeWrite, KeptWhole, PlannedWrite, Ruling } from './planned.js';

/** What the base of each item says once the changeset is applied: what is not carried keeps what it had (rules base-by-element). */
export class NextBases {
  readonly #before = new Map<ChangeId, { readonly base: BaseOf; readonly source: JsonObject }>();
  readonly #bases = new Map<ChangeId, { readonly source: JsonObject; readonly next: JsonObject | null }>();

  /** Takes down what a ruling means for the base of its item; fields that wait for a later order add theirs. */
  note({ selected: { type, item }, part }: Task, { entry, next }: Ruling): void {
    if (next === undefined) return;
    const id = part ? ownerOf(entry.id, part) : entry.id;
    const { source, next: before } = this.#bases.get(id) ?? { source: item.document, next: item.document };
    if (!part) this.#bases.set(id, { source, next: next && { ...laterIn(type, source), ...next } });
    else if (before !== null) this.#bases.set(id, { source, next: withPart(before, next ?? {}, part) });
  }

  /** Takes down what the base says of an item that changes, so that a part of the changeset can leave it out (rules pick-base). */
  changed({ selected: { item }, part }: Task, { entry }: Ruling, baseOf: BaseSide | undefined): void {
    const id = part ? ownerOf(entry.id, part) : entry.id;
    const base = baseOf?.(item, id);
    if (base) this.#before.set(id, { base, source: item.document });
  }

  /** What the base says of each item that changes, and what it will say, where that is said part by part. */
  before(writes: readonly Pick<PlannedWrite, 'id'>[]): readonly BeforeWrite[] {
    const parts = new Set(writes.flatMap(({ id }) => (id.includes('#') ? [itemOf(id)] : [])));
    const items = new Set(writes.map(({ id }) => itemOf(id)));
    return [...this.#before].flatMap(([id, { base, source }]): readonly BeforeWrite[] => {
      if (!items.has(id)) return [];
      const next = this.#bases.get(id)?.next;
      return [
        {
          id,
          base: base.was ?? null,
          ...(parts.has(id) && { next: next === undefined ? source : next }),
          ...(base.elements.length > 0 && { open: base.elements.map(stillOpenOf) }),
        },
      ];
    });
  }

  /** The items whose base is not what the source says now; at a sync without a base, only what was lost on the way. */
  kept(hasBase: boolean): KeptWhole[] {
    return [...this.#bases].flatMap(([id, { source, next }]): KeptWhole[] => {
      if (sameJson(source, next)) return [];
      if (hasBase) return [{ id, base: next }];
      const lost = lostBetween(source, next ?? {}).map(({ at, ...members }) => ({ at: pointerOf(at), ...members }));
      return lost.length === 0 ? [] : [{ id, lost }];
    });
  }
}

/** What was left open, without the base that it keeps: that is told of the whole item. */
const stillOpenOf = (element: OpenElement): StillOpen => {
  const still = { ...element };
  for (const field of ['base', 'lost']) Reflect.deleteProperty(still, field);
  return still;
};

/** The id of the item that a part is of: `tenants/Internal` of `tenants/Internal#projects`. */
const ownerOf = (id: ChangeId, { part }: LaterPart): ChangeId => {
  const suffix = partId('' as ChangeId, part);
  return id.endsWith(suffix) ? (id.slice(0, -suffix.length) as ChangeId) : id;
};

/** The fields of a document that wait for a later order. */
const laterIn = (type: ResourceType, document: JsonObject): JsonObject => {
  const main = mainDocument(type, document);
  return Object.fromEntries(Object.entries(document).filter(([field]) => !(field in main)));
};

const withPart = (before: JsonObject, next: JsonObject, { fields }: LaterPart): JsonObject => {
  const others = Object.entries(before).filter(([field]) => !fields.includes(field));
  const own = fields.flatMap((field): readonly (readonly [string, JsonValue])[] => {
    const value = next[field];
    return value === undefined ? [] : [[field, value]];
  });
  return Object.fromEntries([...others, ...own]);
};
