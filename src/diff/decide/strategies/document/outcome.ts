import type { JsonObject } from '../../../../model/json.js';
import { fieldOf, type Pointer } from '../../../../model/pointer.js';
import type { Warning } from '../../../../model/reason.js';
import type { Judged } from '../../judge.js';
import type { Outcome } from '../strategy.js';

/** Missing data blocks only what would be written: an item that is left needs nothing. */
export const refusal = (
  judged: Judged,
  written: (field: string) => boolean,
  kept: ReadonlySet<Pointer> = new Set(),
): Outcome | undefined => {
  const missing = judged.missing.filter(({ at }) => written(fieldOf(at)) && !kept.has(at));
  const { reasons } = judged;
  if (judged.errors.length > 0) return { kind: 'error', reasons: [...judged.errors, ...reasons], parts: [] };
  if (judged.skips.length > 0) return { kind: 'skipped', reasons: [...judged.skips, ...reasons], parts: [] };
  return missing.length > 0 ? { kind: 'blocked', missing, reasons, parts: [] } : undefined;
};

/** An item that is decided: what was found while it was judged, with the document that it becomes. */
export const decided = (
  { reasons, cleanUp, needs }: Judged,
  document: JsonObject,
  differing: number,
  warnings: readonly Warning[],
): Extract<Outcome, { kind: 'decided' }> => ({
  kind: 'decided',
  document,
  differing,
  warnings,
  reasons,
  cleanUp,
  needs,
  parts: [],
});
