import { createHash } from 'node:crypto';
import { isList, isObject, type JsonValue } from '../../model/json.js';

/** Hands out IDs as a server does: `Environments-101`, above everything loaded; GUIDs from a counter, never random. */
export class IdSource {
  readonly #next = new Map<string, number>();
  readonly #seed: string;
  readonly #offset: number;
  #guids = 0;

  constructor(seed: string, offset: number) {
    this.#seed = seed;
    this.#offset = offset;
  }

  /** Takes note of an ID that exists, so that it is not handed out again. */
  sawn(id: string): void {
    // `TagSets-1/Tags-2` is the second of all tags.
    const match = /^(?:.*\/)?(.+)-(\d+)$/.exec(id);
    const [, prefix, number] = match ?? [];
    if (prefix === undefined || number === undefined) return;
    this.#next.set(prefix, Math.max(this.#next.get(prefix) ?? 0, Number(number) + 1));
  }

  next(prefix: string): string {
    const number = Math.max(this.#next.get(prefix) ?? 0, this.#offset + 1);
    this.#next.set(prefix, number + 1);
    return `${prefix}-${number}`;
  }

  guid(): string {
    this.#guids += 1;
    const hex = createHash('sha256').update(`${this.#seed} ${this.#guids}`).digest('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
  }
}

/**
 * Gives an ID to each item of a list that has none, and says which IDs this server never issued for the list, or
 * issued for one item and got back for two.
 * `issued` are those in the stored document.
 */
export const withIds = (
  items: JsonValue | undefined,
  issued: ReadonlySet<string>,
  makeId: () => string,
  unknown: string[],
): JsonValue[] => {
  const used = new Set<string>();
  return (isList(items) ? items : []).map((item) => {
    if (!isObject(item)) return item;
    const id = item['Id'];
    if (typeof id !== 'string' || id === '') return { ...item, Id: makeId() };
    if (!issued.has(id) || used.has(id)) unknown.push(id);
    used.add(id);
    return item;
  });
};

/** Every `Id` inside a document's lists. */
export const idsInside = (value: JsonValue | undefined): ReadonlySet<string> => {
  const found = new Set<string>();
  const walk = (part: JsonValue | undefined): void => {
    if (isList(part)) part.forEach(walk);
    if (!isObject(part)) return;
    if (typeof part['Id'] === 'string') found.add(part['Id']);
    Object.values(part).forEach(walk);
  };
  walk(value);
  return found;
};

/**
 * Every ID that a document says, its own and those it refers to: what leads nowhere today must not lead to something that is
 * made tomorrow.
 */
export const idsSaid = (value: JsonValue | undefined): readonly string[] => {
  if (typeof value === 'string') return value.match(anyId) ?? [];
  if (isList(value)) return value.flatMap(idsSaid);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([field, member]) => [...(field.match(anyId) ?? []), ...idsSaid(member)]);
};

/** No more digits than a server would ever come to: other numbers are no part of an ID. */
const anyId = /[A-Za-z][\w-]{0,80}-\d{1,9}(?!\w)/g;

export const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '') || 'unnamed';
