import type { ResourceType } from '../../catalogue/index.js';
import type { BlockedEntry, Change, Entry, Missing } from '../../changeset/changeset.js';
import { ROOT } from '../../model/pointer.js';
import type { Reason } from '../../model/reason.js';
import type { PartOutcome } from '../decide/strategies/strategy.js';

/** What becomes of the selected items: each is in one of these (rules always-each-once). */
export interface Plan {
  readonly changes: Change[];
  readonly left: Entry[];
  readonly skipped: Entry[];
  readonly unsupported: Entry[];
  readonly blocked: BlockedEntry[];
  readonly errors: Entry[];
  /** Ids of items about which nothing has to be done. */
  readonly unchanged: { readonly id: string; readonly type: string }[];
}

/** Where a refusal is noted. */
export interface Refusing {
  readonly plan: Plan;
  /** Items that are neither on the destination nor will be, and why. */
  readonly absent: Map<string, 'blocked' | 'unsupported' | 'skipped' | 'error'>;
}

/** An item whose parent is not on the destination shares the parent's fate. */
export const refuseOrphan = (
  type: ResourceType,
  parentId: string,
  entry: Omit<Entry, 'reasons'>,
  work: Refusing,
): void => {
  const fate = work.absent.get(parentId) ?? 'skipped';
  const says = `Its ${type.parent?.type ?? 'parent'} ${parentId} is ${fate}, so it has no place on the destination.`;
  const missing = fate === 'blocked' ? [{ type: type.parent?.type ?? '', name: parentId, at: ROOT }] : [];
  refuse(work, entry, fate === 'error' ? 'blocked' : fate, [{ rule: 'parent', says }], missing);
};

/** Notes that an item leads to no change. */
export const refuse = (
  { plan, absent }: Refusing,
  entry: Omit<Entry, 'reasons'>,
  kind: 'blocked' | 'skipped' | 'error' | 'unsupported',
  reasons: readonly Reason[],
  missing: readonly Missing[],
): void => {
  absent.set(entry.id, kind);
  if (kind === 'blocked') plan.blocked.push({ ...entry, reasons, missing });
  else if (kind === 'error') plan.errors.push({ ...entry, reasons });
  else if (kind === 'unsupported') plan.unsupported.push({ ...entry, reasons });
  else plan.skipped.push({ ...entry, reasons });
};

/** Reports parts of an item that are left, skipped or in error by themselves. */
export const reportParts = ({ plan }: Refusing, entry: Omit<Entry, 'reasons'>, parts: readonly PartOutcome[]): void => {
  for (const { verdict, part, reasons, differing } of parts) {
    const reported: Entry = { ...entry, part, reasons, ...(differing !== undefined && { differing }) };
    if (verdict === 'error') plan.errors.push(reported);
    else plan[verdict].push(reported);
  }
};
