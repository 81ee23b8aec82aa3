import { urlIn } from '../../../model/url-in.js';
import type { SpaceIdentity } from '../../../model/item.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../../../model/json.js';
import { below, ROOT, type Pointer } from '../../../model/pointer.js';
import type { Warning } from '../../../model/reason.js';

/** Octopus Cloud keeps nothing longer than this, in days. */
const longest = 30;

interface Capped {
  readonly document: JsonObject;
  readonly warnings: readonly Warning[];
}

/**
 * Retention policies of a lifecycle as the destination can have them: on Octopus Cloud at most 30 days
 * (rules lifecycle-retention).
 */
export const capRetention = (document: JsonObject, { url }: SpaceIdentity): Capped => {
  if (!isCloud(url)) return { document, warnings: [] };
  const warnings: Warning[] = [];
  const cap = (owner: JsonObject, at: Pointer): JsonObject =>
    Object.fromEntries(
      Object.entries(owner).map(([field, value]): [string, JsonValue] => {
        const place = below(at, field);
        if (field === 'Phases' && isList(value))
          return [field, value.map((phase, index) => (isObject(phase) ? cap(phase, below(place, index)) : phase))];
        if (!field.endsWith('RetentionPolicy') || !isObject(value) || !isTooLong(value)) return [field, value];
        const says = `Octopus Cloud keeps nothing longer than ${longest} days; the source keeps it ${lengthOf(value)}.`;
        warnings.push({ kind: 'retention-capped', at: place, says });
        return [field, shortened(value)];
      }),
    );
  return { document: cap(document, ROOT), warnings };
};

const isCloud = (url: string): boolean => urlIn(url)?.hostname.endsWith('.octopus.app') ?? false;

const isTooLong = ({ Unit, QuantityToKeep, ShouldKeepForever, Strategy }: JsonObject): boolean =>
  ShouldKeepForever === true ||
  Strategy === 'Forever' ||
  (Unit === 'Days' && typeof QuantityToKeep === 'number' && QuantityToKeep > longest);

const lengthOf = ({ QuantityToKeep, ShouldKeepForever, Strategy }: JsonObject): string =>
  ShouldKeepForever === true || Strategy === 'Forever' || typeof QuantityToKeep !== 'number'
    ? 'for ever'
    : `${QuantityToKeep} days`;

const shortened = (policy: JsonObject): JsonObject => ({
  ...policy,
  Unit: 'Days',
  QuantityToKeep: longest,
  ShouldKeepForever: false,
  ...('Strategy' in policy && { Strategy: 'Count' }),
});
