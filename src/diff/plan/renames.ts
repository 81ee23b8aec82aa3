import { nounOf } from '../../catalogue/called.js';
import { syncedTypes } from '../../catalogue/index.js';
import type { Rename } from '../../changeset/changeset.js';
import { itemId, keyOf, ownName, refOf, type Ref } from '../../model/names.js';
import type { Reason } from '../../model/reason.js';
import { listed, quoted } from '../../model/sentences.js';
import { because } from '../../settings/chosen.js';
import { settingsFor, type SyncSettings } from '../../settings/settings.js';
import { aboutItem } from '../select/about.js';
import { probableRenames, type ProbableRename, type Sides } from '../select/renames.js';
import type { Selected } from '../select/select.js';
import { mapperFor } from '../select/mapping.js';
import type { BaseSide } from './base-side.js';
import type { Refused } from './planned.js';

/** What is known of renames before anything is decided. */
export interface Renames {
  readonly entries: readonly Rename[];
  /** New items that are not created, because they are probably there under another name (rules rename-report). */
  readonly heldBack: ReadonlyMap<Ref, Refused>;
  /** Items of the destination that the entries name. */
  readonly named: ReadonlySet<Ref>;
}

/** Looks for items that the source has given another name, and says what becomes of each. */
export const findRenames = (
  sides: Sides,
  selected: readonly Selected[],
  settings: SyncSettings,
  baseOf?: BaseSide,
): Renames => {
  // What a sync without a base has held back is looked at without one: nobody knows what it was then.
  const isUnknown = ({ type, item }: Selected): boolean =>
    baseOf?.(item, itemId(type.name, mapperFor(settings).itemNames(type, item.names)[0] ?? item.names)).isUnknown() ===
    true;
  const withoutBase = selected.filter(isUnknown);
  const withBase = selected.filter((one) => !withoutBase.includes(one));
  const found = syncedTypes.flatMap((type) => [
    ...probableRenames(type, sides, withBase, settings),
    ...probableRenames(type, { ...sides, base: undefined }, withoutBase, settings),
  ]);
  const reported = found.map((one) => ({ one, entry: reportOf(one, sides, settings) }));
  return {
    entries: reported.map(({ entry }) => entry),
    heldBack: new Map(
      reported.map(({ one: { selected: item, target }, entry }) => [
        refOf(item.type.name, keyOf(target)),
        { kind: 'blocked', reasons: entry.reasons },
      ]),
    ),
    named: new Set(found.flatMap(({ candidates }) => candidates.map(({ item }) => refOf(item.type, item.key)))),
  };
};

const reportOf = (one: ProbableRename, { base }: Sides, settings: SyncSettings): Rename => {
  const { selected, target, candidates, rivals } = one;
  const { type, item } = selected;
  const isProposed = candidates.length === 1 && rivals.length === 0;
  const names = candidates.map((gone) => ownName(gone.item.names));
  const map = isProposed ? { map: mapLine(type.name, ownName(item.names), names[0] ?? '') } : {};
  return {
    id: itemId(type.name, target),
    type: type.name,
    names: target,
    since: base ? 'source' : 'unknown',
    reasons: [reasonFor(one, settingsFor(settings, aboutItem(type, item.names)))],
    candidates: names,
    to: ownName(target),
    ...map,
    follows: false,
  };
};

/** Why it waits, with what to write so that it goes on (rules rename-report). */
const reasonFor = (
  { selected: { type, item }, candidates, rivals }: ProbableRename,
  settings: SyncSettings,
): Reason => {
  const noun = nounOf(type.name);
  const own = ownName(item.names);
  const names = candidates.map((gone) => ownName(gone.item.names));
  const another = mapLine(type.name, own, own);
  if (candidates.length > 1 || rivals.length > 0) {
    const also = rivals.length > 0 ? `; so may ${quoted(...rivals)}` : '';
    return {
      rule: 'rename',
      says: `The source has probably renamed this ${noun}: it may be ${listed(names.map((name) => quoted(name)))} of the destination${also}. Say which it is (${mapLine(type.name, own, names[0] ?? '')}), or that it is none of them (${another}).`,
    };
  }
  return {
    ...because(settings, 'renames', ''),
    rule: 'rename',
    says: `The source has probably renamed the ${noun} ${quoted(...names)} to ${quoted(own)}, so it is not created a second time. Keep the name that the destination has with ${mapLine(type.name, own, names[0] ?? '')}, give it the new one with renames: follow, or say that it is another one with ${another}.`,
  };
};

/** The line to paste into the configuration. */
const mapLine = (type: string, from: string, to: string): string => `map: { ${type}: { ${yaml(from)}: ${yaml(to)} } }`;

/** A name as YAML has it inside braces: in quotes where it could be read as anything else. */
const yaml = (name: string): string =>
  /^[A-Za-z_][\w .()-]*$/.test(name) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(name) && name === name.trim()
    ? name
    : JSON.stringify(name);
