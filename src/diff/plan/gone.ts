import { sameJson } from '../../model/json.js';
import { ROOT } from '../../model/pointer.js';
import { because, chosen } from '../../settings/chosen.js';
import type { PartOutcome } from '../decide/strategies/strategy.js';
import type { BaseOf } from '../decide/three-way/base.js';
import type { Ruling } from './planned.js';
import type { Circumstances } from './refusals.js';
import type { Subject } from './subject.js';

/**
 * What becomes of an item that came with an earlier sync and that the destination has not got any more (rules three-way-gone): it
 * stays away, where the source has not changed it since; otherwise there is a conflict. Undefined where it may come.
 */
export const goneFrom = (
  { selected: { type, item }, entry, existing, parent, settings }: Subject,
  base: BaseOf | undefined,
  { gone, projection }: Circumstances,
): Pick<Ruling, 'verdict' | 'parts' | 'own' | 'next'> | undefined => {
  if (existing || !base || chosen(settings, 'follow') === 'everything') return undefined;
  const isBelow = parent !== undefined && gone?.has(parent.id) === true;
  if (!isBelow && (base.document === undefined || base.mayCome(''))) return undefined;
  // What could not be read there may be there (rules incomplete-unknown, git-unread).
  if (!isBelow && projection.whyUnknown(type.name, entry.names) !== undefined) return undefined;
  if (sameJson(base.document, item.document)) return { verdict: { kind: 'gone' }, parts: [], own: 1 };
  const takesSource = base.isSources('') || chosen(settings, 'conflicts') === 'source';
  if (takesSource && !isBelow) return undefined;
  const says = isBelow
    ? 'The destination has removed what it belongs to since the last sync, and the source has changed it: it stays away.'
    : 'The destination has removed it since the last sync, and the source has changed it: it stays away.';
  const reasons = [because(settings, 'conflicts', says)];
  const conflict: PartOutcome = { verdict: 'conflicts', since: 'both', at: ROOT, takes: 'destination', reasons };
  const error: readonly PartOutcome[] =
    chosen(settings, 'conflicts') === 'error' ? [{ verdict: 'error', since: 'both', reasons }] : [];
  return { verdict: { kind: 'gone' }, parts: [conflict, ...error], next: base.document ?? null };
};
