import { hash } from 'node:crypto';
import stringify from 'json-stable-stringify';
import type { JsonValue } from './json.js';
import { isTypedReference } from './markers.js';
import { byText, foldName, keyOf, type Digest } from './names.js';

/** `sha256:` and the hex digest of a text (UTF-8). */
export const sha256 = (text: string | Uint8Array): Digest => `sha256:${hash('sha256', text)}` as Digest;

/** JSON as files hold it: in the order of RFC 8785, two spaces, a final newline. The same value gives the same bytes. */
export const canonicalFile = (value: unknown): string =>
  `${canonical(value, '  ', () => stringify(value, { space: '  ', collapseEmpty: true }))}\n`;

/**
 * JSON as digests see it, which is RFC 8785 (JCS): no white space, fields sorted by UTF-16 code units, numbers and strings as
 * ECMAScript writes them. So anybody can check a digest, in any language. Half of a surrogate pair, which that RFC forbids,
 * stays the escape that JSON has for it (`\ud800`).
 */
export const canonicalText = (value: JsonValue): string => canonical(value, '', () => stringify(value));

/** A text as it is, any other value as canonical JSON: what people read, and what lists are sorted by. */
export const plainText = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value : canonicalText(value ?? null);

/** The order in which lists stand whose order means nothing: the same in every snapshot and changeset. */
export const byPlainText = (one: JsonValue, other: JsonValue): number => byText(plainText(one), plainText(other));

/**
 * Two members of a list with the same key are the same (rules compare-by-meaning): names by folding, references by their type
 * and folded names, anything else by what it says.
 */
export const memberKey = (member: JsonValue | undefined): string => {
  if (typeof member === 'string') return foldName(member);
  if (!isTypedReference(member)) return canonicalText(member ?? null);
  const { type, names } = member.$reference;
  return canonicalText([type, keyOf(names)]);
};

export const digestOf = (value: JsonValue): Digest => sha256(canonicalText(value));

/**
 * The text that json-stable-stringify makes. Sorting first and leaving the text to the engine is several times as fast;
 * only values whose fields no engine keeps in that order need the library itself.
 */
const canonical = (value: unknown, space: string, byLibrary: () => string | undefined): string => {
  const sorted = inOrder(value);
  const text = sorted === unorderable ? byLibrary() : (JSON.stringify(sorted, undefined, space) as string | undefined);
  return text ?? 'null';
};

const unorderable = Symbol('a field that stands where the engine wants it');

/** Objects keep `0`, `1` … before all other fields, and `__proto__` is no field like others. */
const isUnorderable = (field: string): boolean => /^\d+$/.test(field) || field === '__proto__';

/** The value with sorted fields: itself where they are sorted already, as those of every file that we read. */
const inOrder = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? listInOrder(value) : objectInOrder(value as Readonly<Record<string, unknown>>);
};

const listInOrder = (list: readonly unknown[]): unknown => {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index += 1) {
    const item = list[index];
    const sorted = inOrder(item);
    if (sorted === unorderable) return unorderable;
    if (sorted !== item) (copy ??= [...list])[index] = sorted;
  }
  return copy ?? list;
};

const objectInOrder = (object: Readonly<Record<string, unknown>>): unknown => {
  const fields = Object.keys(object);
  let isSorted = fields.every((field, index) => index === 0 || (fields[index - 1] ?? '') < field);
  if (!isSorted) fields.sort();
  const copy: Record<string, unknown> = {};
  for (const field of fields) {
    if (isUnorderable(field)) return unorderable;
    const sorted = inOrder(object[field]);
    if (sorted === unorderable) return unorderable;
    if (sorted !== object[field]) isSorted = false;
    copy[field] = sorted;
  }
  return isSorted ? object : copy;
};
