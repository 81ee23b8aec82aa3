import type { Since } from '../../../changeset/format.js';
import type { JsonObject } from '../../../model/json.js';
import type { Pointer } from '../../../model/pointer.js';
import type { Case, PartOutcome } from '../strategies/strategy.js';
import type { BaseOf } from '../three-way/base.js';
import { asSaid, reasonOf, type Ignoring, type Where } from './rules.js';

/** What is left to decide once a rule has had its say, and how what is decided is put right afterwards. */
export interface Decision {
  readonly input: Case;
  /** What would have been different. */
  readonly parts: readonly PartOutcome[];
  /** The document that was decided, with what the destination says where a rule says not to look. */
  readonly restore?: (document: JsonObject) => JsonObject;
  /** What the base says from now on, with what it said there. */
  readonly restoreNext?: (next: JsonObject) => JsonObject;
}

interface About {
  readonly part?: string;
  readonly since: Since;
  readonly at?: Pointer;
}

/** What is said of something that differs and is ignored (rules ignore-said). What is on both sides has a figure, as what is left has. */
export const ignoredPart = ({ rule }: Ignoring, where: Where, about: About): PartOutcome => ({
  verdict: 'ignored',
  ...about,
  ...(where === 'source' ? {} : { differing: 1 }),
  ...asSaid(rule),
  reasons: [reasonOf(rule, where)],
});

interface Compared {
  readonly sameAsBase: () => boolean;
  readonly destinationHasNone: boolean;
  /** Whether the destination says what a document of the source says there. */
  readonly sameAsDestination: (document: JsonObject) => boolean;
}

/** Who made a difference, as far as the base tells; `part` is what it is called where something was left open. */
export const sinceOf = (base: BaseOf | undefined, part: string, compared: Compared): Since => {
  if (!base || base.isUnknown() || base.isUnknown(part)) return 'unknown';
  if (!base.document) return compared.destinationHasNone ? 'new' : 'both';
  if (compared.sameAsBase()) return 'destination';
  return compared.sameAsDestination(base.document) ? 'source' : 'both';
};
