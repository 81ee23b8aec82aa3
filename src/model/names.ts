import type { ThingName } from './type-names.js';

export {
  isTypeName,
  type ByThing,
  type ByType,
  type PublishedName,
  type ThingName,
  type TypeName,
} from './type-names.js';

declare const brand: unique symbol;
/** Text that only the functions for its kind make, so that none is taken for another. */
export type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

/** What stands for a content: `sha256:` and 64 hex digits. Made by `sha256` of model/canonical.ts. */
export type Digest = Branded<string, 'Digest'>;

/** Folded identity of an item within its type, such as `octofx/default`: what "the same name" means. */
export type Key = Branded<string, 'Key'>;

/** Two names match when they are equal after trimming and case folding (rules names-fold). */
export const foldName = (name: string): string => name.trim().toLowerCase();

/** The same for names whose letters are composed otherwise, which one server tells apart (rules names-composed). */
export const looseName = (name: string): string => foldName(isPlain(name) ? name : name.normalize('NFC'));

/** Whether there is one way only to write a name: most names are so. */
export const isPlain = (name: string): boolean => /^[ -~]*$/.test(name);

export const sameName = (one: string, other: string): boolean => foldName(one) === foldName(other);

const escapeSegment = (name: string): string =>
  /[%/#]/.test(name) ? name.replaceAll('%', '%25').replaceAll('/', '%2F').replaceAll('#', '%23') : name;

/** The key of an item: the names of its parents and its own, folded. A name that holds a slash stays one segment. */
export const keyOf = (names: readonly string[]): Key =>
  (names.length === 1
    ? escapeSegment(foldName(names[0] ?? ''))
    : names.map((name) => escapeSegment(foldName(name))).join('/')) as Key;

/** The type and the key of a thing as one key of a Map: `projects octofx`. */
export type Ref = Branded<string, 'Ref'>;

export const refOf = (type: ThingName, key: Key): Ref => `${type} ${key}` as Ref;

/** What a change is called: stable and readable, `channels/OctoFX/Default`. A part of an item has `#part` after it. */
export type ChangeId = Branded<string, 'ChangeId'>;

export const itemId = (type: ThingName, names: readonly string[]): ChangeId =>
  [type, ...names.map((name) => escapeSegment(name.trim()))].join('/') as ChangeId;

/** The inverse: the type and the names that an id has, of a part those of its item. */
export const namedIn = (id: string): { readonly type: string; readonly names: readonly string[] } => {
  const [type = '', ...names] = (id.split('#')[0] ?? '').split('/');
  return { type, names: names.map(unescaped) };
};

const unescaped = (segment: string): string =>
  segment.replaceAll('%23', '#').replaceAll('%2F', '/').replaceAll('%25', '%');

/** The id of a change that makes a part of an item: `tenants/Internal#projects`. */
export const partId = (item: ChangeId, part: string): ChangeId => `${item}#${part}` as ChangeId;

/** The own name among the names of an item: the last. */
export const ownName = (names: readonly string[]): string => names.at(-1) ?? '';

/** Order by code unit: the same on every machine, whatever its locale. */
export const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
