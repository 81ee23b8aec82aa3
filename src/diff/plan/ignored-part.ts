import { sameJson, type JsonObject } from '../../model/json.js';
import { ignoreInItem } from '../decide/ignore/ignore-in-item.js';
import type { Ignoring } from '../decide/ignore/rules.js';
import { ignoredPart } from '../decide/ignore/said.js';
import { laterPart, mainDocument, type PartCase, type PartDecision } from '../decide/parts.js';
import { segmentsOf } from '../../model/pointer.js';
import type { PartOutcome } from '../decide/strategies/strategy.js';
import type { Terms } from '../terms/terms.js';
import { followingAll } from './following-all.js';
import { wholeOf } from './ignored-whole.js';
import type { Subject } from './subject.js';

/**
 * What the fields of a later part of an existing item will say, but for what rules say not to look at (rules ignore-place,
 * ignore-whole).
 */
export const partIgnoring = (
  asked: PartCase,
  { entry: { names }, about }: Subject,
  terms: Terms,
  rules: readonly Ignoring[],
): PartDecision => {
  const { type, part, current, settings } = asked;
  const follows = (source: JsonObject): JsonObject | undefined => {
    const decided = laterPart({ ...asked, source, base: undefined, settings: followingAll(settings) });
    if (decided.kind === 'off') return decided.differing === 0 ? current.document : undefined;
    return decided.document;
  };
  const whole = wholeOf(rules);
  if (whole) return wholePart(asked, whole, follows);
  const input = { ...terms, ...asked, names, about, existing: current, addsOnly: false };
  const ignored = ignoreInItem(input, rules, { follows: ({ source }) => follows(source), isNew: false });
  const main = mainDocument(type, { ...asked.source, ...current.document });
  const isOfPart = (said: PartOutcome): boolean => {
    const [field = ''] = 'at' in said ? segmentsOf(said.at) : [];
    return part.fields.includes(field) && !(field in main);
  };
  const decided = laterPart({ ...asked, source: ignored.input.source, base: ignored.input.base });
  const next = (isWritten: boolean): JsonObject => ignored.restoreNext(decided.next(isWritten));
  // Without a base all of the part is left open: that is what the next sync can ask for.
  const asOpen = (said: PartOutcome): PartOutcome => (said.since === 'unknown' ? { ...said, part: part.part } : said);
  const parts = [...decided.parts, ...ignored.parts.filter(isOfPart).map(asOpen)];
  if (decided.kind === 'off') return { ...decided, parts, next };
  return { ...decided, parts, next, document: ignored.restore(decided.document) };
};

/** Of an item that is ignored whole, no part is looked at. */
const wholePart = (
  { part, source, base, current }: PartCase,
  ignoring: Ignoring,
  follows: (source: JsonObject) => JsonObject | undefined,
): PartDecision => {
  const ownFields = (side: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(side).filter(([field]) => part.fields.includes(field)));
  const before = base?.document;
  const isSame = sameJson(follows(source), current.document);
  const since =
    !base || base.isUnknown(part.part)
      ? 'unknown'
      : sameJson(before && ownFields(before), ownFields(source))
        ? 'destination'
        : 'both';
  return {
    kind: 'off',
    since,
    parts: isSame ? [] : [ignoredPart(ignoring, 'both', { part: part.part, since })],
    own: 0,
    next: () => ownFields(before ?? (base ? {} : source)),
    differing: 0,
    reasons: [],
  };
};
