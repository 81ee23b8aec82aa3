import { typeNamed, type LaterPart } from '../../catalogue/index.js';
import { isObject, type JsonObject, type JsonValue } from '../../model/json.js';
import { byText, itemId } from '../../model/names.js';
import type { BaseBefore, Change, Changeset, Kept, Rename } from '../changeset.js';

/**
 * What is not carried, and the base that it keeps, once some changes are left out (rules pick-base): the base does not move
 * for them, so that the next sync proposes them again. Without a base there is nothing to keep.
 */
export const keepsOf = (changeset: Changeset, gone: ReadonlySet<string>): readonly Kept[] => {
  const { bases = [], keeps = [], renames } = changeset;
  const kept = new Map(keeps.map((one) => [one.id, one]));
  for (const before of bases) {
    const ofItem = changeset.changes.filter(({ id }) => itemOf(id) === before.id);
    const [first] = ofItem;
    if (!first || !ofItem.some(({ id }) => gone.has(id))) continue;
    const old = renames.find((one) => isNewName(one, before.id, gone));
    if (old) kept.set(oldIdOf(old), { id: oldIdOf(old), base: before.base });
    kept.set(before.id, { id: before.id, base: old ? null : baseAfter(before, ofItem, gone) });
  }
  return [...kept.values()].sort((one, other) => byText(one.id, other.id));
};

/** The item that a change is about: `tenants/Internal` of `tenants/Internal#projects`. */
export const itemOf = (id: string): string => id.split('#')[0] ?? id;

/** Whether it is the whole item that gets this name by a change that is left out. */
const isNewName = ({ id, part, follows }: Rename, item: string, gone: ReadonlySet<string>): boolean =>
  follows && part === undefined && id === item && gone.has(id);

/** What is renamed, under the name that it keeps. */
const oldIdOf = ({ type, names, candidates }: Rename): string =>
  itemId(typeNamed(type).name, [...names.slice(0, -1), candidates[0] ?? '']);

/** What the base says of an item once some of its changes are done, and some are not. */
const baseAfter = (
  { id, base, next = null }: BaseBefore,
  ofItem: readonly Change[],
  gone: ReadonlySet<string>,
): JsonValue => {
  if (ofItem.every((change) => gone.has(change.id))) return base;
  const later = ofItem[0] ? (typeNamed(ofItem[0].type).merging.later ?? []) : [];
  const [was, becomes] = [base, next].map((one): JsonObject => (isObject(one) ? one : {}));
  const main = fieldsOf(gone.has(id) ? was : becomes, (field) => !isLater(later, field));
  return later.reduce<JsonObject>((document, { part, fields }) => {
    const side = gone.has(`${id}#${part}`) ? was : becomes;
    return { ...document, ...fieldsOf(side, (field) => fields.includes(field)) };
  }, main);
};

const isLater = (later: readonly LaterPart[], field: string): boolean =>
  later.some(({ fields }) => fields.includes(field));

const fieldsOf = (document: JsonObject | undefined, isMeant: (field: string) => boolean): JsonObject =>
  Object.fromEntries(Object.entries(document ?? {}).filter(([field]) => isMeant(field)));
