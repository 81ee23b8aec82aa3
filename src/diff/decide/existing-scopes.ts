import { quoted } from '../../model/sentences.js';
import { nounOf } from '../../catalogue/called.js';
import {
  isNarrowing,
  pairingOf,
  ruleOf,
  type FieldRule,
  type Fields,
  type ReferenceList,
} from '../../catalogue/index.js';
import { chosen } from '../../settings/chosen.js';
import type { SyncSettings } from '../../settings/settings.js';
import { byPlainText } from '../../model/canonical.js';
import { isList, isObject, sameJson, sameMembers, type JsonObject, type JsonValue } from '../../model/json.js';
import { isTypedReference, isUnresolved } from '../../model/markers.js';
import { foldName } from '../../model/names.js';
import { below, ROOT, type Pointer } from '../../model/pointer.js';
import type { Warning } from '../../model/reason.js';
import { describe } from '../terms/look-up.js';
import type { Projection } from '../terms/projection.js';
import { leavesExisting } from './scope-policy.js';
import { sameIn } from './settle.js';

/** From where the scope of an existing item is looked at. */
export interface ScopeView {
  /** The source, under the names that its things have on the destination. */
  readonly sourceSide: Projection;
  readonly names: readonly string[];
  readonly settings: SyncSettings;
}

interface Scoped {
  readonly value: JsonObject;
  readonly warnings: readonly Warning[];
}

/**
 * What the scoped lists of an existing item will say; `next` is what the item would say otherwise. A list whose policy
 * leaves existing items alone stays (rules scope-leave-existing). Members that name things which the source does not have
 * at all stay, or leave with a warning (rules scope-own-members).
 */
export const withOwnScopes = (fields: Fields, next: JsonObject, current: JsonObject, view: ScopeView): Scoped => {
  // The same members: there is nothing that only the destination has.
  if (sameJson(next, current)) return { value: next, warnings: [] };
  const warnings: Warning[] = [];
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
    if (rule?.kind !== 'references' || !isScoped(rule)) return after;
    if (leavesExisting(rule.reference.need, view.settings)) return before;
    return isList(before) ? withOwnMembers(rule, after, before, { ...view, at, warnings }) : after;
  };
  return { value: visit(fields, next, current, ROOT), warnings };
};

/** A list about whose missing members a policy decides is scoped, whatever it means to be empty: environments of runbooks. */
const isScoped = (rule: ReferenceList): boolean => typeof rule.reference.need === 'object' || isNarrowing(rule);

/** The scoped lists that a document has: an absent dimension of a new scope may have to keep members. */
const scopedFields = (fields: Fields, document: JsonObject): readonly string[] =>
  Object.keys(document).filter((field) => ruleOf(fields, field)?.kind === 'references');

interface Visiting extends ScopeView {
  readonly at: Pointer;
  readonly warnings: Warning[];
}

const withOwnMembers = (
  rule: ReferenceList,
  after: JsonValue | undefined,
  before: readonly JsonValue[],
  { at, warnings, ...view }: Visiting,
): JsonValue | undefined => {
  const members = isList(after) ? after : [];
  const own = destinationOnly(rule, before, view).filter((member) => !has(members, member));
  if (own.length > 0 && chosen(view.settings, 'destinationOnlyScope') === 'drop') {
    const says = `${quoted(...own.map(describe))} ${own.length === 1 ? 'leaves' : 'leave'} the scope: the source has no such ${nounOf(rule.reference.to[0])}.`;
    warnings.push({ kind: 'destination-scope-dropped', at, says });
    return after;
  }
  const kept = own.length > 0 ? [...members, ...own].sort(byPlainText) : members;
  // An ID that dangles there narrows as well as none: it is no reason to write the list.
  const living = before.filter((member) => !isUnresolved(member));
  if (sameMembers(kept, living)) return before;
  return own.length > 0 ? kept : after;
};

/** Members that name things which the source does not have at all. */
export const destinationOnly = (
  { reference }: ReferenceList,
  members: readonly JsonValue[],
  { sourceSide, names }: Omit<ScopeView, 'settings'>,
): readonly JsonValue[] =>
  members.filter((member) => {
    if (typeof member === 'string') return sourceSide.resolve(reference.to, member, names) === undefined;
    return (
      isTypedReference(member) &&
      sourceSide.resolveExactly([member.$reference.type], member.$reference.names) === undefined
    );
  });

const has = (members: readonly JsonValue[], own: JsonValue): boolean =>
  members.some((member) =>
    typeof member === 'string' && typeof own === 'string' ? foldName(member) === foldName(own) : sameJson(member, own),
  );
