import { orderOf, type LaterPart } from '../../catalogue/index.js';
import { sameJson } from '../../model/json.js';
import { byText, partId } from '../../model/names.js';
import { laterPart, type PartDecision } from '../decide/parts.js';
import type { Projected, Projection } from '../terms/projection.js';
import type { Ruling, Verdict } from './planned.js';
import type { Subject } from './subject.js';

/** What becomes of the fields of an item that had to wait: an update of what the item says by then. */
export const planPart = (
  { selected: { type, item }, entry, existing, settings }: Subject,
  part: LaterPart,
  projection: Projection,
): Ruling => {
  const own = { ...entry, id: partId(entry.id, part.part) };
  if (!existing) return { entry: own, verdict: { kind: 'silent' }, parts: [] };
  const decided = laterPart(
    type,
    part,
    item.document,
    existing,
    projection,
    settings,
    existing.createdBy !== undefined,
  );
  const verdict = verdictOf(own, part, existing, decided);
  return { entry: verdict.kind === 'written' ? own : { ...own, part: part.part }, verdict, parts: [] };
};

const verdictOf = (entry: Ruling['entry'], part: LaterPart, existing: Projected, decided: PartDecision): Verdict => {
  if (decided.kind === 'off') {
    const { differing, reasons } = decided;
    return differing > 0 ? { kind: 'left', differing, reasons } : { kind: 'silent' };
  }
  const { document, reasons, warnings, cleanUp, needs, missing } = decided;
  if (missing.length > 0) return { kind: 'blocked', reasons, missing };
  if (sameJson(existing.document, document)) return { kind: 'silent' };
  const { createdBy } = existing;
  const all = createdBy === undefined ? needs : [...needs, createdBy];
  const write = {
    ...entry,
    order: orderOf(existing.type, part.part),
    dependsOn: [...new Set(all)].filter((id) => id !== entry.id).sort(byText),
    action: 'update',
    before: existing.document,
    after: document,
    reasons,
    warnings,
    cleanUp,
  } as const;
  return { kind: 'written', write, becomes: { item: { ...existing, document }, createdBy, changedBy: entry.id } };
};
