import { pairingOf, ruleOf, type FieldRule, type Fields, type ReferenceList } from '../../catalogue/index.js';
import { chosen } from '../../settings/chosen.js';
import type { SyncSettings } from '../../settings/settings.js';
import { byPlainText } from '../../model/canonical.js';
import { isList, isObject, sameJson, type JsonObject, type JsonValue } from '../../model/json.js';
import { foldName } from '../../model/names.js';
import { below, ROOT, type Pointer } from '../../model/pointer.js';
import type { Warning } from '../../model/reason.js';
import type { Projection } from '../terms/projection.js';
import { sameIn } from './settle.js';

/** From where the scope of an existing item is looked at. */
export interface ScopeView {
  /** The source, under the names that its things have on the destination. */
  readonly sourceSide: Projection;
  readonly names: readonly string[];
  readonly settings: SyncSettings;
}

interface Kept {
  readonly value: JsonObject;
  readonly warnings: readonly Warning[];
}

/**
 * What becomes of members of an existing item's scoped lists that name things which the source does not have at all
 * (rules scope-own-members): they stay, or they leave with a warning. `next` is what the item would say.
 */
export const withDestinationOnly = (fields: Fields, next: JsonObject, current: JsonObject, view: ScopeView): Kept => {
  // The same members: there is nothing that only the destination has.
  if (sameJson(next, current)) return { value: next, warnings: [] };
  const warnings: Warning[] = [];
  const keeps = chosen(view.settings, 'destinationOnlyScope') === 'keep';
  const visit = (own: Fields, after: JsonObject, before: JsonObject, at: Pointer): JsonObject =>
    Object.fromEntries(
      [...new Set([...Object.keys(after), ...scopedFields(own, before)])].flatMap((field) => {
        const rule = ruleOf(own, field);
        const value = visitValue(rule, after[field], before[field], below(at, field));
        return value === undefined ? [] : [[field, value]];
      }),
    );
  const visitValue = (
    rule: FieldRule | undefined,
    after: JsonValue | undefined,
    before: JsonValue | undefined,
    at: Pointer,
  ): JsonValue | undefined => {
    const pairing = pairingOf(rule);
    if (pairing.by === 'field' && isObject(after) && isObject(before)) return visit(pairing.fields, after, before, at);
    if (pairing.by === 'name' && isList(after) && isList(before)) {
      const { name, fields: inside } = pairing;
      return after.map((item, index) => {
        const counterpart = before.find((other) => sameIn(name, item, other));
        return isObject(item) && isObject(counterpart) ? visit(inside, item, counterpart, below(at, index)) : item;
      });
    }
    if (rule?.kind !== 'references' || rule.empty === 'nothing' || !isList(before)) return after;
    const members = isList(after) ? after : [];
    const dropped = destinationOnly(rule, before, view).filter((name) => !has(members, name));
    if (dropped.length === 0) return after;
    if (keeps) return [...members, ...dropped].sort(byPlainText);
    warnings.push({
      kind: 'destination-scope-dropped',
      at,
      says: `${dropped.map((name) => `"${name}"`).join(', ')} leaves the scope: the source has no such ${rule.reference.to[0]}.`,
    });
    return after;
  };
  return { value: visit(fields, next, current, ROOT), warnings };
};

/** The scoped lists that a document has: an absent dimension of a new scope may have to keep members. */
const scopedFields = (fields: Fields, document: JsonObject): readonly string[] =>
  Object.keys(document).filter((field) => fields[field]?.kind === 'references');

/** Members that name things which the source does not have at all. */
export const destinationOnly = (
  { reference }: ReferenceList,
  members: readonly JsonValue[],
  { sourceSide, names }: Omit<ScopeView, 'settings'>,
): readonly string[] =>
  members
    .filter((member) => typeof member === 'string')
    .filter((member) => sourceSide.resolve(reference.to, member, names) === undefined);

const has = (members: readonly JsonValue[], name: string): boolean =>
  members.some((member) => typeof member === 'string' && foldName(member) === foldName(name));
