import type { LaterPart, ResourceType } from '../catalogue/index.js';
import type { Missing } from '../changeset/changeset.js';
import type { SyncSettings } from '../config/settings.js';
import type { Item } from '../model/item.js';
import { sameJson, type JsonObject } from '../model/json.js';
import type { CleanUp, Reason, Warning } from '../model/reason.js';
import { mergeField } from './merge-fields.js';
import type { Projection } from './projection.js';
import { settleOn } from './settle.js';
import { translate } from './translate.js';

/** A document without the fields that wait for a later order. */
export const mainDocument = (type: ResourceType, document: JsonObject): JsonObject => {
  const later = new Set((type.later ?? []).flatMap(({ fields }) => fields));
  return Object.fromEntries(Object.entries(document).filter(([field]) => !later.has(field)));
};

export type PartDecision =
  | { readonly kind: 'off'; readonly differing: number; readonly reasons: readonly Reason[] }
  | {
      readonly kind: 'says';
      /** The whole document, with the part's fields as they will be. */
      readonly document: JsonObject;
      readonly reasons: readonly Reason[];
      readonly warnings: readonly Warning[];
      readonly cleanUp: readonly CleanUp[];
      readonly needs: readonly string[];
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
  const { value, reasons, warnings, cleanUp, needs, missing } = translate(type.fields, own, {
    projection,
    settings,
    names: current.names,
  });
  const settled = settleOn(type.fields, value, current.document);
  const option = part.when === undefined ? undefined : settings.options[part.when];
  const switchedOff = option?.value === 'false';
  if (switchedOff || (!isNew && part.existing === 'leave')) {
    const differing = isNew
      ? 0
      : part.fields.filter((field) => !sameJson(settled[field], current.document[field])).length;
    const says = `${part.fields.join(', ')}: left as they are on the destination.`;
    const reason = {
      rule: part.when ?? 'existing',
      value: option?.value ?? 'leave',
      origin: option?.origin ?? 'default',
      says,
    };
    return { kind: 'off', differing, reasons: [reason] };
  }
  const how = part.existing === 'mergeKeys' ? 'mergeKeys' : 'replace';
  const fields = Object.entries(settled)
    .filter(([field]) => part.fields.includes(field))
    .map(([field, next]) => [field, mergeField(how, next, current.document[field])] as const);
  return {
    kind: 'says',
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
