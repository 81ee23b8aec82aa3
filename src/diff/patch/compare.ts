import { unreadSaid } from '../../catalogue/unread-said.js';
import { headingOf } from '../../catalogue/called.js';
import { storedTypes, typeNamed, type ResourceType } from '../../catalogue/index.js';
import type { Comparison, Difference, DifferenceCount } from '../../changeset/comparison.js';
import { comparisonFormat } from '../../changeset/format.js';
import { itemsOf, unreadIn, type IsUnread, type Item, type SpaceSnapshot } from '../../model/item.js';
import { byText, itemId, sameName } from '../../model/names.js';
import { ownerOf } from '../../catalogue/index.js';
import { outlined } from './outline.js';
import { makePatch } from './patch.js';
import { sideOf, type SideTold } from '../plan/side.js';

/**
 * What was added, changed and removed in a space between two snapshots of it, field by field (rules compare-says).
 * Pure; no rule or option has a say. A type that either snapshot does not hold whole is left out, and a warning says
 * so; so does one for each project of which something in Git could not be read, and nothing of that is taken for absent (rules git-unread).
 */
export const compare = (
  older: SpaceSnapshot,
  newer: SpaceSnapshot,
  told: { readonly older?: SideTold; readonly newer?: SideTold } = {},
): Comparison => {
  const partial = new Map([...incompleteIn('older', older), ...incompleteIn('newer', newer)]);
  const isUnread = unreadIn([...older.incomplete, ...newer.incomplete]);
  const isUnasked = (type: string): boolean =>
    typeNamed(type).reading.listing.kind === 'asked' &&
    [older, newer].every(({ incomplete }) => lacks(incomplete, type));
  const compared = storedTypes.filter(({ name }) => !partial.has(name));
  const byType = compared.map((type) => [type.name, differencesOf(type, older, newer, isUnread)] as const);
  return {
    format: comparisonFormat,
    older: sideOf(older, told.older),
    newer: sideOf(newer, told.newer),
    changes: byType.flatMap(([, { changes }]) => changes),
    // What is read only on request, and was not asked for either time, nobody misses.
    warnings: [
      ...otherSpace(older, newer),
      ...[...partial].flatMap(([type, says]) => (isUnasked(type) ? [] : [says])),
      ...unreadOf('older', older),
      ...unreadOf('newer', newer),
    ],
    summary: Object.fromEntries(
      byType.flatMap(([name, { count }]) => (Object.values(count).some((figure) => figure > 0) ? [[name, count]] : [])),
    ),
  };
};

interface OfType {
  readonly changes: readonly Difference[];
  readonly count: DifferenceCount;
}

const differencesOf = (type: ResourceType, older: SpaceSnapshot, newer: SpaceSnapshot, isUnread: IsUnread): OfType => {
  const [before, after] = [itemsOf(older, type.name), itemsOf(newer, type.name)];
  const keys = [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => !isUnread(type.name, key))
    .sort(byText);
  const changes = keys.flatMap((key) => difference(type, before.get(key), after.get(key)));
  const count = (action: Difference['action']): number => changes.filter((change) => change.action === action).length;
  return {
    changes,
    count: {
      create: count('create'),
      update: count('update'),
      delete: count('delete'),
      unchanged: keys.length - changes.length,
    },
  };
};

const difference = (type: ResourceType, before: Item | undefined, after: Item | undefined): readonly Difference[] => {
  const item = after ?? before;
  if (!item) return [];
  const about = {
    id: itemId(type.name, item.names),
    type: type.name,
    names: item.names,
    ...ownerOf(type.name, item.names),
  };
  if (!before) return [{ ...about, action: 'create', document: item.document }];
  if (!after) return [{ ...about, action: 'delete', document: item.document }];
  const patch = makePatch(type.fields, before.document, after.document);
  return patch.length === 0
    ? []
    : [{ ...about, action: 'update', patch, ...outlined(type.fields, after.document, patch) }];
};

/** By type, why it cannot be compared. */
const incompleteIn = (which: string, snapshot: SpaceSnapshot): readonly (readonly [string, string])[] =>
  snapshot.incomplete.flatMap(({ type, of, why }) =>
    of
      ? []
      : [
          [
            type,
            `${headingOf(type)} are not compared: the ${which} snapshot does not hold all of them (${why}).`,
          ] as const,
        ],
  );

/** What of single projects cannot be compared, once for each. */
const unreadOf = (which: string, { incomplete }: SpaceSnapshot): readonly string[] =>
  unreadSaid(incomplete).map((says) => `Not compared, as the ${which} snapshot does not hold it: ${says}`);

const lacks = (incomplete: SpaceSnapshot['incomplete'], type: string): boolean =>
  incomplete.some((one) => one.type === type && !one.of);

const otherSpace = ({ identity: one }: SpaceSnapshot, { identity: other }: SpaceSnapshot): readonly string[] => {
  const isSame = one.installation === other.installation && sameName(one.space, other.space);
  return [
    ...(isSame
      ? []
      : [
          `These are two spaces, not one at two times: "${one.space}" of ${one.url}, "${other.space}" of ${other.url}.`,
        ]),
    ...(one.version === other.version
      ? []
      : [`The server was upgraded from ${one.version} to ${other.version}: fields may have come or gone with that.`]),
  ];
};
