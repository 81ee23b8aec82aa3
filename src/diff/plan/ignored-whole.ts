import type { IgnoredEntry } from '../../changeset/changeset.js';
import { sameJson, type JsonObject } from '../../model/json.js';
import type { ChangeId } from '../../model/names.js';
import { asSaid, reasonOf, type Ignoring, type IgnoreRules } from '../decide/ignore/rules.js';
import { ignoredPart, sinceOf } from '../decide/ignore/said.js';
import type { BaseOf } from '../decide/three-way/base.js';
import type { Plan, Ruling } from './planned.js';
import type { Subject } from './subject.js';

/** The document that an item would have if it followed a source document in everything; undefined where that cannot be. */
type Followed = (source: JsonObject) => JsonObject | undefined;

/**
 * What becomes of an item that a rule means as a whole (rules ignore-whole): what the destination has stays; what it has not got
 * stays away where the rule means any side, or where the destination has removed it since the base. Undefined where no rule does.
 */
export const ignoredWhole = (
  { selected: { item }, existing }: Subject,
  base: BaseOf | undefined,
  rules: readonly Ignoring[],
  followed: Followed,
): Pick<Ruling, 'verdict' | 'parts' | 'next'> | undefined => {
  const ignoring = wholeOf(rules);
  if (!ignoring) return undefined;
  ignoring.found();
  const isThere = existing !== undefined && existing.createdBy === undefined;
  const isRemoved = base?.document !== undefined && !base.mayCome('');
  if (!isThere && !ignoring.isAny && !isRemoved) return undefined;
  const next = base && { next: base.document ?? null };
  if (isThere && sameJson(followed(item.document), existing.document))
    return { verdict: { kind: 'unchanged' }, parts: [], ...next };
  const since = sinceOf(base, '', {
    sameAsBase: () => sameJson(base?.document, item.document),
    destinationHasNone: !isThere,
    sameAsDestination: (document) => isThere && sameJson(followed(document), existing.document),
  });
  const parts = [ignoredPart(ignoring, isThere ? 'both' : 'source', { since })];
  return { verdict: { kind: existing ? 'silent' : 'ignored' }, parts, ...next };
};

export const wholeOf = (rules: readonly Ignoring[]): Ignoring | undefined =>
  rules.find(({ place }) => place.kind === 'whole');

type Alone = Pick<Plan, 'only' | 'removed' | 'conflicts'>;

/** What only the destination has, apart from what rules say not to look at. */
export const withoutIgnored = (alone: Alone, rules: IgnoreRules): Alone & Pick<Plan, 'ignored'> => {
  const ignored: IgnoredEntry[] = [];
  const isLookedAt = (entry: Alone['only'][number]): boolean => {
    const ignoring = wholeOf(rules.about(entry.id as ChangeId));
    if (!ignoring) return true;
    ignoring.found();
    const { id, type, names, since } = entry;
    const told = { id, type, names, ...(since !== undefined && { since }), differing: 1 };
    ignored.push({ ...told, ...asSaid(ignoring.rule), reasons: [reasonOf(ignoring.rule, 'destination')] });
    return false;
  };
  return {
    only: alone.only.filter(isLookedAt),
    removed: alone.removed.filter(isLookedAt),
    conflicts: alone.conflicts.filter(isLookedAt),
    ignored,
  };
};
