import { orderOf, saidByItself, type LaterPart } from '../../catalogue/index.js';
import { sameJson, type JsonObject, type JsonValue } from '../../model/json.js';
import { byText, partId, type ChangeId } from '../../model/names.js';
import { isPartAlreadySo } from '../decide/already-so.js';
import { laterPart, ownFields, type PartDecision } from '../decide/parts.js';
import { partIgnoring } from './ignored-part.js';
import type { Projected, Projection } from '../terms/projection.js';
import type { Terms } from '../terms/terms.js';
import type { Ruling, Verdict } from './planned.js';
import type { Circumstances } from './refusals.js';
import type { Subject } from './subject.js';

/** What becomes of the fields of an item that had to wait: an update of what the item says by then. */
export const planPart = (
  subject: Subject,
  part: LaterPart,
  terms: Terms,
  { baseOf, ignored, isThorough }: Pick<Circumstances, 'baseOf' | 'ignored' | 'isThorough'> = {},
): Ruling => {
  const { entry, existing, settings } = subject;
  const { type, item } = subject.selected;
  const base = baseOf?.(item, entry.id);
  const own = { ...entry, id: partId(entry.id, part.part) };
  if (!existing) return { entry: own, since: 'unknown', verdict: { kind: 'silent' }, parts: [] };
  const isNew = existing.createdBy !== undefined;
  const rules = ignored?.about(entry.id) ?? [];
  if (!base && !isNew && rules.length === 0 && !isThorough && saysAlready(subject, existing, part, terms.projection))
    return { entry: { ...own, part: part.part }, since: 'unknown', verdict: { kind: 'silent' }, parts: [] };
  const asked = { ...terms, type, part, source: item.document, base, current: existing, settings, isNew };
  const decided = rules.length === 0 || isNew ? laterPart(asked) : partIgnoring(asked, subject, terms, rules);
  const renamedBy = [...terms.projection.renamedAbove(type, entry.names), existing.renamedBy];
  const now = { existing, version: terms.destination.version, renamedBy: renamedBy.filter((id) => id !== undefined) };
  const verdict = verdictOf(own, part, now, decided);
  const { since, parts, own: owned, next } = decided;
  const isCarried = verdict.kind === 'written' || verdict.kind === 'silent';
  return {
    entry: verdict.kind === 'written' ? own : { ...own, part: part.part },
    since,
    verdict,
    parts,
    own: owned,
    ...(base && { next: next(isCarried) }),
  };
};

/** Whether the destination has the fields as the source has them, and all that they name. */
const saysAlready = (
  { selected: { type, item }, settings }: Subject,
  { document, names }: Projected,
  part: LaterPart,
  projection: Projection,
): boolean => {
  const here = ownFields({ part }, item.document);
  const there = item.document === document ? here : ownFields({ part }, document);
  return isPartAlreadySo(here, there, { type, projection, settings, names });
};

interface Now {
  readonly existing: Projected;
  /** Of the destination's server. */
  readonly version: string;
  /** What gives it, and what it belongs to, the names that they have here. */
  readonly renamedBy: readonly ChangeId[];
}

const verdictOf = (
  entry: Ruling['entry'],
  part: LaterPart,
  { existing, version, renamedBy }: Now,
  decided: PartDecision,
): Verdict => {
  if (decided.kind === 'off') {
    const { differing, reasons } = decided;
    return differing > 0 ? { kind: 'left', since: decided.since, differing, reasons } : { kind: 'silent' };
  }
  const { document, reasons, warnings, cleanUp, needs, missing, refusals, errors, skips } = decided;
  if (errors.length > 0) return { kind: 'error', reasons: [...errors, ...skips, ...reasons] };
  if (skips.length > 0) return { kind: 'skipped', reasons: [...skips, ...reasons] };
  if (missing.length + refusals.length > 0) return { kind: 'blocked', reasons: [...refusals, ...reasons], missing };
  if (sameJson(existing.document, document)) return { kind: 'silent' };
  const { createdBy } = existing;
  const all = [...needs, ...(createdBy === undefined ? [] : [createdBy]), ...renamedBy];
  const write = {
    ...entry,
    since: decided.since,
    order: orderOf(existing.type, part.part),
    dependsOn: [...new Set(all)].filter((id) => id !== entry.id).sort(byText),
    action: 'update',
    before: createdBy === undefined ? existing.document : withoutGuesses(part, existing.document, document, version),
    after: document,
    reasons,
    warnings,
    cleanUp,
  } as const;
  return { kind: 'written', write, becomes: { item: { ...existing, document }, createdBy, changedBy: entry.id } };
};

/**
 * A new item before the part is written, without what it will have got by itself by then and what changes: nobody has seen it,
 * so a patch does not ask for it.
 */
const withoutGuesses = (part: LaterPart, before: JsonObject, after: JsonObject, version: string): JsonObject => {
  const guessed = saidByItself(part.bornAs, version);
  const isSeen = ([field, value]: readonly [string, JsonValue]): boolean =>
    !Object.hasOwn(guessed, field) || sameJson(value, after[field]);
  return Object.fromEntries(Object.entries(before).filter(isSeen));
};
