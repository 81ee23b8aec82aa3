import type { IgnoredEntry } from '../../changeset/changeset.js';
import type { Since } from '../../changeset/format.js';
import { itemId, keyOf, refOf, type ChangeId, type Ref, type TypeName } from '../../model/names.js';
import type { PartOutcome } from '../decide/strategies/strategy.js';
import type { Projection } from '../terms/projection.js';
import type { Becoming, Fate, Named, Ruling, Plan, Refused } from './planned.js';

/** What recording an outcome changes: what is planned, and what later decisions see. */
export interface Records {
  readonly plan: Plan;
  readonly projection: Projection;
  /** Items that are neither on the destination nor will be, and why; by id. */
  readonly fates: Map<ChangeId, Fate>;
  /** Items that the destination has removed since the base; by id. */
  readonly gone?: Set<ChangeId>;
  /** By type and parent: the create that takes the place of what the server makes with the parent. */
  readonly born: Map<Ref, ChangeId>;
}

/** Takes down what becomes of an item. Nothing else writes to the plan. */
export const record = ({ entry, since = 'unknown', verdict, parts, own = 0 }: Ruling, records: Records): void => {
  const { plan } = records;
  for (let count = 0; count < own; count += 1) plan.own.push(entry);
  for (const part of parts) recordPart(part, { since, ...entry }, plan);
  switch (verdict.kind) {
    case 'written':
      plan.writes.push(verdict.write);
      project(verdict.becomes, records);
      return;
    case 'unchanged':
      plan.unchanged.push(entry);
      if (verdict.becomes) project(verdict.becomes, records);
      return;
    case 'left':
      plan.left.push({
        ...entry,
        since: verdict.since ?? since,
        differing: verdict.differing,
        reasons: verdict.reasons,
      });
      return;
    case 'silent':
      return;
    case 'ignored':
      records.fates.set(entry.id, 'skipped');
      return;
    case 'gone':
      records.gone?.add(entry.id);
      return;
    default:
      records.fates.set(entry.id, verdict.kind);
      recordRefusal(verdict, { since, ...entry }, plan);
  }
};

/** Shows later decisions what the item will say. */
const project = (becomes: Becoming, { projection, born }: Records): void => {
  const { item, createdBy, changedBy, renamedBy, newNames, isBorn } = becomes;
  projection.put(renamedBy === undefined ? item : { ...item, renamedBy }, createdBy, changedBy, newNames);
  if (isBorn && createdBy !== undefined) born.set(siblingsOf(item.type, item.names.slice(0, -1)), createdBy);
};

/** What items of one type and parent have in common. */
export const siblingsOf = (type: TypeName, parentNames: readonly string[]): Ref => refOf(type, keyOf(parentNames));

type Told = Named & { readonly since: Since };

const recordRefusal = ({ kind, reasons, missing = [] }: Refused, entry: Told, plan: Plan): void => {
  if (kind === 'blocked') plan.blocked.push({ ...entry, reasons, missing });
  else if (kind === 'error') plan.errors.push({ ...entry, reasons });
  else plan[kind].push({ ...entry, reasons });
};

/** A part that is left, skipped, blocked or in error by itself. */
const recordPart = ({ verdict, ...said }: PartOutcome, entry: Told, plan: Plan): void => {
  if (verdict === 'conflicts') plan.conflicts.push({ ...entry, ...(said as PartConflict) });
  else if (verdict === 'ignored') plan.ignored.push(ofItem({ ...entry, ...(said as PartIgnored) }));
  else if (verdict === 'blocked') plan.blocked.push({ ...entry, missing: [], ...said });
  else (verdict === 'error' ? plan.errors : plan[verdict]).push({ ...entry, ...said });
};

/** What is ignored is a part of the item, whenever it would have been written. */
const ofItem = (entry: IgnoredEntry): IgnoredEntry => ({ ...entry, id: itemId(entry.type as TypeName, entry.names) });

type PartIgnored = Omit<Extract<PartOutcome, { readonly verdict: 'ignored' }>, 'verdict'>;

type PartConflict = Omit<Extract<PartOutcome, { readonly verdict: 'conflicts' }>, 'verdict'>;
