import { placeInWords } from '../../catalogue/labels.js';
import type { ResourceType } from '../../catalogue/index.js';
import { saysSo } from '../../catalogue/index.js';
import { isList, isObject, sameJson, type JsonObject, type JsonValue } from '../../model/json.js';
import { isSecret } from '../../model/markers.js';
import { pointerOf, ROOT, valueAt } from '../../model/pointer.js';
import type { CleanUp, Warning } from '../../model/reason.js';

/** What a person should know of an update that is done as the options say. */
interface Cautions {
  readonly warnings: readonly Warning[];
  readonly cleanUp: readonly CleanUp[];
}

/** `before` is what an existing item says, `after` what it will say; nothing is said of one that stays. */
export const cautionsOf = (type: ResourceType, before: JsonObject, after: JsonObject): Cautions => {
  if (sameJson(before, after)) return { warnings: [], cleanUp: [] };
  const beside = hasSecret(before) ? besideSecret(type, before, after) : [];
  return {
    warnings: [...beside, ...atOnce(type, after)],
    cleanUp: beside.map(({ at, says }) => ({ kind: 'check', at, says })),
  };
};

/** The secret stays the destination's, and what belongs to it becomes the source's (rules secret-beside). */
const besideSecret = ({ merging }: ResourceType, before: JsonObject, after: JsonObject): readonly Warning[] =>
  (merging.existing.besideSecret ?? []).flatMap((path): readonly Warning[] => {
    const at = pointerOf(path);
    if (sameJson(valueAt(before, at), valueAt(after, at))) return [];
    const says = `The ${placeInWords(path)} follows the source, and the secret stays that of the destination: enter the one that belongs to it, or leave this item as it is.`;
    return [{ kind: 'beside-own-secret', at, says }];
  });

const hasSecret = (value: JsonValue): boolean => {
  if (isSecret(value)) return value.$secret;
  if (isList(value)) return value.some(hasSecret);
  return isObject(value) && Object.values(value).some(hasSecret);
};

/** What is on acts on its own: a schedule that was missed may be made up for (rules apply-starts-nothing). */
const atOnce = ({ merging, singular }: ResourceType, after: JsonObject): readonly Warning[] => {
  const { actsWhen } = merging.existing;
  if (!actsWhen || !saysSo(after, actsWhen)) return [];
  const says = `This ${singular} is enabled, and the server may run it as soon as it is changed. Disable it on the destination first where that must not be.`;
  return [{ kind: 'may-run-at-once', at: ROOT, says }];
};
