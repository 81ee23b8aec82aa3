import { membersAt, type ResourceType, type UniqueNames } from '../../catalogue/index.js';
import { textOf, type JsonObject } from '../../model/json.js';
import { foldName } from '../../model/names.js';
import type { Reason } from '../../model/reason.js';

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

const tooLong = (singular: string, document: JsonObject, field: string, most: number): readonly string[] => {
  const { length } = textOf(document[field]);
  if (length <= most) return [];
  return [
    `The ${field} of this ${singular} has ${length} characters, and the server takes ${most}: shorten it on the source, or map it to a shorter one.`,
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
