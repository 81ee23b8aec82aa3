import { quoted } from '../../model/sentences.js';
import { nounOf } from '../../catalogue/called.js';
import { saysSo, syncedTypes, type ResourceType } from '../../catalogue/index.js';
import type { JsonObject } from '../../model/json.js';
import { BUILT_IN } from '../../model/markers.js';
import { keyOf, ownName, refOf, type ChangeId, type Ref } from '../../model/names.js';
import { ROOT } from '../../model/pointer.js';
import type { Projection } from '../terms/projection.js';
import type { IgnoreRules } from '../decide/ignore/rules.js';
import type { BaseSide } from './base-side.js';
import type { Fate, Refused } from './planned.js';
import type { Subject } from './subject.js';

/** What is known when an item's turn comes, beside itself. */
export interface Circumstances {
  readonly projection: Projection;
  /** Items that are neither on the destination nor will be, and why; by id. */
  readonly fates: ReadonlyMap<ChangeId, Fate>;
  /** New items that wait, because they are probably there under another name; by type and mapped names. */
  readonly heldBack?: ReadonlyMap<Ref, Refused>;
  /** Items that the destination has removed since the base; by id. */
  readonly gone?: ReadonlySet<ChangeId>;
  /** What the last sync says of an item; nothing where there is no base. */
  readonly baseOf?: BaseSide | undefined;
  /** What rules say not to look at. */
  readonly ignored?: IgnoreRules | undefined;
  /** Decides the long way also what both sides say: what a test compares with. */
  readonly isThorough?: boolean | undefined;
}

type Check = (subject: Subject, circumstances: Circumstances) => Refused | undefined;

/** Why an item is not even looked at; undefined if nothing speaks against it. The first check that does so counts. */
export const refusalOf: Check = (subject, circumstances) => {
  for (const check of checks) {
    const refused = check(subject, circumstances);
    if (refused) return refused;
  }
  return undefined;
};

/** The server of the destination is too old for the type, or leaves it out. */
export const unknownType: Check = ({ selected: { type } }, { projection }) =>
  projection.isAbsent(type.name) ? unsupported(`The server of the destination has no ${type.plural}.`) : undefined;

/** What no tool can sync, or what every server makes by itself. */
export const unsupportedOnSource: Check = ({ selected: { type, item }, existing }) => {
  if (BUILT_IN in item.document && !existing)
    return unsupported(`This ${type.singular} is built in: every server makes it by itself.`, 'built in');
  return unsupportedBy(type, item.document);
};

export const unsupportedOnDestination: Check = ({ selected: { type }, existing }) =>
  existing && unsupportedBy(type, existing.document);

/** An item whose parent is not on the destination shares the parent's fate. */
export const withoutParent: Check = ({ selected: { type }, parent }, { fates }) => {
  if (!type.parent || !parent) return undefined;
  const fate = fates.get(parent.id) ?? 'skipped';
  if (parent.item && fate !== 'unsupported') return undefined;
  const says = `Its ${nounOf(type.parent.type)} ${quoted(parent.names.join(' / '))} is ${fate === 'error' ? 'in error' : fate}, so it has no place on the destination.`;
  const missing = fate === 'blocked' ? [{ type: type.parent.type, name: parent.names.join(' / '), at: ROOT }] : [];
  return { kind: fate === 'error' ? 'blocked' : fate, reasons: [{ rule: 'parent', says }], missing };
};

/** Where the destination was not read whole, an item that was not seen may be there (rules incomplete-unknown). */
export const perhapsThere: Check = ({ selected: { type }, existing, entry: { names } }, { projection }) => {
  const why = existing ? undefined : projection.whyUnknown(type.name, names);
  if (why === undefined) return undefined;
  const says = `The destination's ${type.plural} could not be read whole (${why}), so this one may exist.`;
  return { kind: 'blocked', reasons: [{ rule: 'incomplete is not absent', says }] };
};

/** Types that a server keeps in one list have their names in common (rules seen-in-diff). */
export const nameTaken: Check = ({ selected: { type }, existing, entry: { names } }, { projection }) => {
  const taker = existing ? undefined : sharingNames(type).find((other) => projection.find(other.name, names));
  const taken = taker && projection.find(taker.name, names);
  if (!taken) return undefined;
  const says = `"${ownName(taken.names)}" is a ${taker.singular} here, and a server has one name for both: rename one of them, or map the name (map.${type.name}).`;
  return { kind: 'blocked', reasons: [{ rule: 'same name, other kind', says }] };
};

const sharingNames = ({ name, reading: { path } }: ResourceType): readonly ResourceType[] =>
  syncedTypes.filter((other) => other.name !== name && other.reading.path === path && other.identity.kind === 'named');

/** What the destination has under the name that the source has changed is not made a second time (rules rename-report). */
export const probablyRenamed: Check = ({ selected: { type }, target }, { heldBack }) =>
  heldBack?.get(refOf(type.name, keyOf(target)));

const checks = [
  unknownType,
  unsupportedOnSource,
  unsupportedOnDestination,
  withoutParent,
  perhapsThere,
  nameTaken,
  probablyRenamed,
];

const unsupportedBy = (type: ResourceType, document: JsonObject): Refused | undefined => {
  const why = (type.merging.unsupported ?? []).find((rule) => saysSo(document, rule));
  return why && unsupported(why.reason, why.isBuiltIn ? 'built in' : 'unsupported');
};

const unsupported = (says: string, rule = 'unsupported'): Refused => ({
  kind: 'unsupported',
  reasons: [{ rule, says }],
});
