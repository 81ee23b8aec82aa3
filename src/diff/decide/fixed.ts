import { labelOf } from '../../catalogue/labels.js';
import { otherKind, ruleOf, type Fields, type OtherKind, type ResourceType } from '../../catalogue/index.js';
import { sameJson, type JsonObject } from '../../model/json.js';
import { plainText } from '../../model/canonical.js';
import type { Reason } from '../../model/reason.js';
import { installedFrom } from './strategies/ways-of-writing.js';
import type { PartOutcome } from './strategies/strategy.js';

/* What no update of an existing item can change, whatever the settings say (rules seen-in-diff). */

/** Why an existing item stays as it is; undefined where it may follow the source. */
export const whyLeft = (type: ResourceType, source: JsonObject, current: JsonObject): Reason | undefined => {
  if (installedFrom(type, current)) {
    const says = `This ${type.singular} is installed from the library of the server, and never updated by octosync.`;
    return { rule: 'installed', value: 'leave', says };
  }
  const other = otherKind(type, source, current);
  return other && { rule: 'same name, other kind', value: 'leave', says: sayOtherKind(type, other) };
};

const sayOtherKind = ({ singular, name }: ResourceType, { here, wanted }: OtherKind): string =>
  `The ${singular} of this name is of the kind "${here}" here and "${wanted}" on the source, and a server never changes that: ` +
  `rename one of them, or map the name (map.${name}).`;

/** Fields that count only when an item is created, and that the source has otherwise: each is reported, and stays. */
export const fixedFields = (fields: Fields, source: JsonObject, current: JsonObject): readonly PartOutcome[] =>
  Object.entries(source).flatMap(([field, wanted]) => {
    const rule = ruleOf(fields, field);
    const here = current[field] ?? null;
    const isTold = rule?.kind === 'createOnly' && rule.told && here !== null && wanted !== null;
    if (!isTold || sameJson(here, wanted)) return [];
    const label = labelOf(field);
    const says = `The ${label} is "${plainText(here)}" here and "${plainText(wanted)}" on the source: octosync never changes it on an item that exists.`;
    return [
      { verdict: 'left', part: `field "${label}"`, differing: 1, reasons: [{ rule: 'fixed', value: label, says }] },
    ];
  });
