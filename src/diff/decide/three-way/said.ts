import type { JsonValue } from '../../../model/json.js';
import type { Pointer } from '../../../model/pointer.js';
import type { Reason } from '../../../model/reason.js';
import { because, chosen } from '../../../settings/chosen.js';
import type { SyncSettings } from '../../../settings/settings.js';
import type { PartOutcome } from '../strategies/strategy.js';
import type { BaseOf } from './base.js';
import type { Element } from './elements.js';
import type { Sides } from './table.js';

/** What both sides have changed: what it is called, where it is, and what the three sides say of it. */
interface Place extends Partial<{ readonly [Side in keyof Sides<JsonValue>]: JsonValue | undefined }> {
  readonly part: string;
  readonly at: Pointer;
  readonly merged?: string | undefined;
}

interface Conflicting {
  readonly takes: Element['takes'];
  readonly parts: readonly PartOutcome[];
}

/** A conflict about something as a whole, and whose word stands (rules three-way-conflicts). */
export const conflictOf = (
  { base, settings }: { readonly base?: BaseOf | undefined; readonly settings: SyncSettings },
  place: Place,
): Conflicting => {
  const isSources = base?.isSources(place.part) === true || chosen(settings, 'conflicts') === 'source';
  const takes = isSources ? 'source' : 'destination';
  return { takes, parts: conflictParts(place, takes, settings) };
};

/** A conflict, which is an error too where it is to be one. */
export const conflictParts = (
  { part, at, base, source, destination, merged }: Place,
  takes: Element['takes'],
  settings: SyncSettings,
): readonly PartOutcome[] => {
  const conflicts = chosen(settings, 'conflicts');
  const isDecided = takes === 'source' && conflicts !== 'source';
  const reasons = [isDecided ? decided : because(settings, 'conflicts', saysOf[takes])];
  const conflict: PartOutcome = {
    ...{ verdict: 'conflicts', since: 'both', part, reasons, at, takes },
    ...(base !== undefined && { base }),
    ...(source !== undefined && { source }),
    ...(destination !== undefined && { destination }),
    ...(merged !== undefined && { merged }),
  };
  if (conflicts !== 'error' || isDecided) return [conflict];
  return [conflict, { verdict: 'error', since: 'both', part, reasons }];
};

/** No option has decided it (rules base-resolve). */
const decided: Reason = {
  rule: 'resolved',
  says: 'Both sides have changed it since the last sync: it takes what the source says, as somebody has decided.',
};

const saysOf: Readonly<Record<Element['takes'], string>> = {
  destination: 'Both sides have changed it since the last sync: the destination keeps its own.',
  source: 'Both sides have changed it since the last sync: it takes what the source says.',
  merged: 'Both sides have changed other lines of it since the last sync: it takes what both say.',
};

/**
 * The same parts where a mode keeps the destination's after all: a conflict then takes nobody's word but its own, whatever was
 * chosen. `isWritten` says whether what stands at a place is written.
 */
export const asWritten = (
  parts: readonly PartOutcome[],
  isWritten: (at: Pointer) => boolean = () => false,
): readonly PartOutcome[] =>
  parts.map((part) => {
    if (part.verdict !== 'conflicts' || part.takes === 'destination' || isWritten(part.at)) return part;
    const says = 'Both sides have changed it since the last sync, and its mode leaves the destination as it is.';
    return { ...part, takes: 'destination', reasons: part.reasons.map((reason) => ({ ...reason, says })) };
  });

/** What the source has removed and the destination still has as it was (rules three-way-removals). */
export const removedOnSource = (part: string, settings: SyncSettings): PartOutcome => ({
  verdict: 'removed',
  since: 'source',
  part,
  reasons: [because(settings, 'removals', 'The source has removed it; the destination still has it as it was.')],
});
