import { labelOf } from '../../catalogue/labels.js';
import {
  membersAt,
  saysSo,
  typeNamed,
  type MembersInUse,
  type ResourceType,
  type UniqueNames,
} from '../../catalogue/index.js';
import { memberKey } from '../../model/canonical.js';
import type { Item } from '../../model/item.js';
import { isList, textOf, type JsonObject, type JsonValue } from '../../model/json.js';
import { foldName, keyOf, ownName, sameName } from '../../model/names.js';
import { pointerOf, valueAt } from '../../model/pointer.js';
import type { Reason } from '../../model/reason.js';
import { describe } from '../terms/look-up.js';
import type { Projection } from '../terms/projection.js';

/**
 * What a server would refuse of a document that is to be written, though each of its parts is good (rules seen-in-diff). What
 * the destination says already is not held against an update of it.
 */
export const unmetDemands = (
  { singular, writing: { demands } }: ResourceType,
  after: JsonObject,
  before: JsonObject | undefined,
): readonly Reason[] => {
  const found = (document: JsonObject): readonly string[] => [
    ...Object.entries(demands?.longest ?? {}).flatMap(([field, most]) => tooLong(singular, document, field, most)),
    ...(demands?.unique ?? []).flatMap((rule) => takenTwice(rule, document)),
  ];
  const known = new Set(before ? found(before) : []);
  return found(after)
    .filter((says) => !known.has(says))
    .map((says) => ({ rule: 'refused by the server', says }));
};

/**
 * Members that an update takes from a list while something else of the destination uses them, as it is when the update is
 * sent (rules seen-in-diff): a runbook gives up the environment in which a trigger runs it.
 */
export const takenInUse = (
  { singular, writing: { demands } }: ResourceType,
  names: readonly string[],
  { before, after }: { readonly before: JsonObject; readonly after: JsonObject },
  projection: Projection,
): readonly Reason[] =>
  (demands?.inUse ?? []).flatMap((rule) => {
    const isLost = lostFrom(rule, before, after);
    return usersBy(rule, names, projection).flatMap((user): readonly Reason[] => {
      const used = listAt(user.document, rule.members).filter(isLost);
      if (used.length === 0) return [];
      const which = used.map((member) => `"${describe(member)}"`).join(', ');
      const says = `The ${typeNamed(rule.by).singular} "${ownName(user.names)}" of the destination ${rule.called} ${which}, which this ${singular} would give up, and the server refuses that: ${rule.wayOut}.`;
      return [{ rule: 'refused by the server', says }];
    });
  });

/** Which members go: those of the list itself, and all others where it has not counted before. */
const lostFrom = (
  { field, counts }: MembersInUse,
  before: JsonObject,
  after: JsonObject,
): ((member: JsonValue) => boolean) => {
  const keysOf = (document: JsonObject): ReadonlySet<string> => new Set(listAt(document, [field]).map(memberKey));
  const [had, has] = [keysOf(before), keysOf(after)];
  const narrows = saysSo(after, counts) && !saysSo(before, counts);
  return (member) => !has.has(memberKey(member)) && (narrows || had.has(memberKey(member)));
};

const usersBy = ({ by, of }: MembersInUse, names: readonly string[], projection: Projection): readonly Item[] =>
  [...projection.all(by)].filter(
    (item) =>
      keyOf(item.names.slice(0, -1)) === keyOf(names.slice(0, -1)) &&
      sameName(textOf(valueAt(item.document, pointerOf(of))), ownName(names)),
  );

const listAt = (document: JsonObject, path: readonly string[]): readonly JsonValue[] => {
  const list = valueAt(document, pointerOf(path));
  return isList(list) ? list : [];
};

const tooLong = (singular: string, document: JsonObject, field: string, most: number): readonly string[] => {
  const { length } = textOf(document[field]);
  if (length <= most) return [];
  return [
    `The ${labelOf(field)} of this ${singular} has ${length} characters, and the server takes ${most}: shorten it on the source, or map it to a shorter one.`,
  ];
};

const takenTwice = ({ at, field, called, wayOut }: UniqueNames, document: JsonObject): readonly string[] => {
  const places = new Map<string, string[]>();
  for (const { member, holder } of membersAt(document, at)) {
    const name = textOf(member[field]);
    const where = textOf(holder[field]);
    places.set(foldName(name), [
      ...(places.get(foldName(name)) ?? []),
      where === '' ? `"${name}"` : `"${name}" of "${where}"`,
    ]);
  }
  return [...places.values()]
    .filter((members) => members.length > 1)
    .map(
      (members) =>
        `The ${called} ${members.join(' and ')} would have one name here, which the server refuses: ${wayOut}.`,
    );
};
