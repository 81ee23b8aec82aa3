import type { LaterPart, ResourceType } from '../../catalogue/index.js';
import type { Missing } from '../../changeset/changeset.js';
import { because, chosen } from '../../settings/chosen.js';
import type { SyncSettings } from '../../settings/settings.js';
import type { Item } from '../../model/item.js';
import { isNothing, sameJson, type JsonObject } from '../../model/json.js';
import type { ChangeId } from '../../model/names.js';
import type { CleanUp, Reason, Warning } from '../../model/reason.js';
import { mergeField } from './merge-fields.js';
import { existingMode } from '../select/mode.js';
import type { Projection } from '../terms/projection.js';
import { whyLeft } from './fixed.js';
import { keepAt, settleOn } from './settle.js';
import { judge } from './judge.js';
import { translate } from '../terms/translate.js';

/** A document without the fields that wait for a later order. */
export const mainDocument = (type: ResourceType, document: JsonObject): JsonObject => {
  const later = new Set((type.merging.later ?? []).flatMap(({ fields, repeated }) => (repeated ? [] : fields)));
  return Object.fromEntries(Object.entries(document).filter(([field]) => !later.has(field)));
};

export type PartDecision =
  | { readonly kind: 'off'; readonly differing: number; readonly reasons: readonly Reason[] }
  | {
      readonly kind: 'decided';
      /** The whole document, with the part's fields as they will be. */
      readonly document: JsonObject;
      readonly reasons: readonly Reason[];
      readonly warnings: readonly Warning[];
      readonly cleanUp: readonly CleanUp[];
      readonly needs: readonly ChangeId[];
      readonly missing: readonly Missing[];
    };

/** What the fields of a later part will say, on an item that exists by then. */
export const laterPart = (
  type: ResourceType,
  part: LaterPart,
  source: JsonObject,
  current: Item,
  projection: Projection,
  settings: SyncSettings,
  isNew: boolean,
): PartDecision => {
  const own = Object.fromEntries(Object.entries(source).filter(([field]) => part.fields.includes(field)));
  const { value, reasons, warnings, cleanUp, needs, missing, keepsExisting } = judge(
    translate(type.fields, own, { type, projection, settings, names: current.names }),
    settings,
  );
  const settled = keepAt(keepsExisting, settleOn(type.fields, value, current.document), current.document);
  const off = isNew ? switchedOff(part, settings) : left(type, part, source, current, settings);
  if (off) {
    const differing = isNew
      ? 0
      : part.fields.filter((field) => !sameJson(settled[field], current.document[field])).length;
    return { kind: 'off', differing, reasons: [off] };
  }
  const how = part.existing === 'mergeKeys' ? 'mergeKeys' : 'replace';
  const fields = Object.entries(settled)
    .filter(([field, next]) => part.fields.includes(field) && (field in current.document || !isNothing(next)))
    .map(([field, next]) => [field, mergeField(how, next, current.document[field])] as const);
  return {
    kind: 'decided',
    document: { ...current.document, ...Object.fromEntries(fields) },
    reasons: [
      {
        rule: 'syncing order',
        value: part.part,
        says: `${part.fields.join(', ')}: written once what they refer to exists.`,
      },
      ...reasons,
    ],
    warnings,
    cleanUp,
    needs,
    missing,
  };
};

const switchedOff = (part: LaterPart, settings: SyncSettings): Reason | undefined => {
  if (part.when === undefined || chosen(settings, part.when)) return undefined;
  return because(settings, part.when, `${part.fields.join(', ')}: left as they are on the destination.`);
};

/** Why a part of an existing item stays as it is; undefined where it follows the source. */
const left = (
  type: ResourceType,
  part: LaterPart,
  source: JsonObject,
  current: Item,
  settings: SyncSettings,
): Reason | undefined => {
  const off = switchedOff(part, settings);
  if (off) return off;
  const says = `${part.fields.join(', ')}: left as they are on the destination.`;
  const stays = whyLeft(type, source, current.document);
  if (stays) return { ...stays, says };
  if (part.existing === 'leave') return { rule: 'existing', value: 'leave', says };
  if (part.existing === 'asItem') {
    const mode = existingMode(type, settings);
    return mode.value === 'update' ? undefined : { ...mode, says };
  }
  const isUnread = part.fields.some((field) => type.fields[field]?.kind === 'picture' && !(field in current.document));
  return isUnread
    ? { rule: 'incomplete is not absent', says: 'The snapshot of the destination was taken without pictures.' }
    : undefined;
};
